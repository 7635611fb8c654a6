import type { ReactNode } from 'react';
import { X } from 'lucide-react';
import { IconButton } from './Button.tsx';
import './Strip.css';

export interface StripProps {
  readonly tone: 'info' | 'warning' | 'danger';
  readonly icon: ReactNode;
  /** What stands in front, in bold. */
  readonly title?: string;
  readonly children: ReactNode;
  /** Buttons at the end. */
  readonly actions?: ReactNode;
  /** Shows a button that puts the strip aside. */
  readonly onClose?: () => void;
  /** `alert` interrupts a screen reader, `status` waits its turn. */
  readonly role: 'alert' | 'status' | 'note';
}

/** A line across the top of the window that stays until it is put aside. */
export function Strip({ tone, icon, title, children, actions, onClose, role }: StripProps) {
  return (
    <div className={`strip strip--${tone}`}>
      <span className="strip__icon">{icon}</span>
      <p className="strip__text" role={role}>
        {title !== undefined && <strong>{title} </strong>}
        {children}
      </p>
      {actions !== undefined && <div className="strip__actions">{actions}</div>}
      {onClose && <IconButton label="Close the message" icon={<X />} size="small" onPress={onClose} />}
    </div>
  );
}
