import { X } from 'lucide-react';
import { Kbd } from './Kbd.tsx';
import './Toast.css';

export interface ToastProps {
  readonly text: string;
  readonly tone?: 'quiet' | 'error';
  /** What can be done about it: "Undo". */
  readonly actions: readonly {
    readonly label: string;
    readonly keys?: string;
    readonly onPress: () => void;
  }[];
  readonly onClose: () => void;
}

/** A short message at the bottom of the window. Stands in a live region of the window's frame, so that it is read out. */
export function Toast({ text, tone = 'quiet', actions, onClose }: ToastProps) {
  return (
    <div className={`toast toast--${tone}`}>
      <span className="toast__text">{text}</span>
      {actions.map(({ label, keys, onPress }) => (
        <button key={label} type="button" className="toast__action" onClick={onPress}>
          {label}
          {keys !== undefined && <Kbd keys={keys} />}
        </button>
      ))}
      {(tone === 'error' || actions.length === 0) && (
        <button type="button" className="toast__close" aria-label="Close the message" onClick={onClose}>
          <X />
        </button>
      )}
    </div>
  );
}
