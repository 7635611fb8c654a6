import type { ReactNode } from 'react';
import { classNames } from '../../ui/classNames.ts';

export interface FactProps {
  readonly icon: ReactNode;
  /** What it is: "Authors", "Venue". */
  readonly label: string;
  /** As shown; left out where it stands beside. */
  readonly text?: string;
  /** How it is known, in a sentence; empty when nobody says. */
  readonly why: string;
  readonly explained: 'shown' | 'hidden';
  readonly onExplain: () => void;
  /** A look of its own. */
  readonly className?: string;
}

/** Something known of a paper: how it is known is told on hover, and below the line when it is pressed. */
export function Fact({ icon, label, text, why, explained, onExplain, className }: FactProps) {
  return (
    <button
      type="button"
      className={classNames('paper__fact', className)}
      aria-expanded={explained === 'shown'}
      aria-label={`${label}${text === undefined ? '' : ` ${text}`}: how this is known`}
      title={why}
      onClick={onExplain}
    >
      {icon}
      {text !== undefined && <span dir="auto">{text}</span>}
    </button>
  );
}
