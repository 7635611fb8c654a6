import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import './Chip.css';

export interface ChipProps {
  readonly children: ReactNode;
  readonly tone?: 'outline' | 'accent' | 'quiet' | 'warning';
  /** Shows a button that takes the chip away; `removeLabel` says what it does. */
  readonly onRemove?: () => void;
  readonly removeLabel?: string;
}

/** A small label: a tag, or a part of a query. */
export function Chip({ children, tone = 'outline', onRemove, removeLabel = 'Remove' }: ChipProps) {
  return (
    <span className={`chip chip--${tone}`}>
      <span className="chip__text" dir="auto">
        {children}
      </span>
      {onRemove && (
        <button type="button" className="chip__remove" aria-label={removeLabel} onClick={onRemove}>
          <X />
        </button>
      )}
    </span>
  );
}
