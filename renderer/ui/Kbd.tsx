import { keyCaps } from './keyNames.ts';
import './Kbd.css';

export interface KbdProps {
  /** In the registry's notation: `m`, `Shift+z`, `g u`, `Mod+k`. */
  readonly keys: string;
  /** `plain`: without frames, for menus and tooltips. */
  readonly look?: 'caps' | 'plain';
}

/** A shortcut as key caps. Hidden from screen readers, which get it through `aria-keyshortcuts` of the control. */
export function Kbd({ keys, look = 'caps' }: KbdProps) {
  return (
    <span className={`kbd kbd--${look}`} aria-hidden="true">
      {keyCaps(keys).map((cap, index) => (
        <kbd key={index} className="kbd__cap">
          {cap}
        </kbd>
      ))}
    </span>
  );
}
