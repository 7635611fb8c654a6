import { useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { Check } from 'lucide-react';
import { Kbd } from './Kbd.tsx';
import { ariaKeys } from './keyNames.ts';
import { classNames } from './classNames.ts';
import './Menu.css';

/** One line of a menu; `'line'` in a list of entries is a rule between groups. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly onChoose: () => void;
  readonly icon?: ReactNode;
  /** The shortcut, in the registry's notation. */
  readonly keys?: string;
  /** For one choice of several. */
  readonly checked?: boolean;
  readonly state?: 'ready' | 'disabled';
  readonly tone?: 'normal' | 'danger';
}

export type MenuEntries = readonly (MenuEntry | 'line')[];

interface EntriesProps {
  readonly label: string;
  readonly entries: MenuEntries;
  readonly onClose?: () => void;
}

function Entries({ label, entries, onClose }: EntriesProps) {
  return (
    <AriaMenu className="menu" aria-label={label} autoFocus="first" onClose={onClose}>
      {entries.map((entry, index) =>
        entry === 'line' ? <Separator key={`line${index}`} className="menu__line" /> : item(entry),
      )}
    </AriaMenu>
  );
}

function item(entry: MenuEntry) {
  const { id, label, onChoose, icon, keys, checked, state, tone } = entry;
  return (
    <MenuItem
      key={id}
      id={id}
      textValue={label}
      className={classNames('menu__item', tone === 'danger' && 'menu__item--danger')}
      isDisabled={state === 'disabled'}
      onAction={onChoose}
      aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
    >
      {icon !== undefined && <span className="menu__icon">{icon}</span>}
      {checked !== undefined && <span className="menu__icon">{checked && <Check />}</span>}
      <span className="menu__text">
        {label}
        {checked === true && <span className="visually-hidden"> (chosen)</span>}
      </span>
      {keys !== undefined && <Kbd keys={keys} look="plain" />}
    </MenuItem>
  );
}

export interface MenuProps {
  /** What the menu is about. */
  readonly label: string;
  readonly entries: MenuEntries;
  /** A `Button` or `IconButton`; pressing it opens the menu. */
  readonly children: ReactElement;
  readonly placement?: 'bottom start' | 'bottom end' | 'top start';
  /** Opened from outside too, e.g. by a shortcut. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** A button with a menu. */
export function Menu({
  label,
  entries,
  children,
  placement = 'bottom start',
  open,
  onOpenChange,
}: MenuProps) {
  return (
    <MenuTrigger isOpen={open} onOpenChange={onOpenChange}>
      {children}
      <Popover className="menu-popover" placement={placement} offset={4}>
        <Entries label={label} entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}

/** A place in the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ContextMenuProps {
  readonly label: string;
  readonly entries: MenuEntries;
  /** Where it opens; mounted means open. */
  readonly at: Point;
  readonly onClose: () => void;
}

/** A menu at the pointer, or at what has the focus. The focus goes back when it closes. */
export function ContextMenu({ label, entries, at, onClose }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} className="menu-anchor" style={{ left: at.x, top: at.y }} />
      <Popover
        className="menu-popover"
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        isOpen
        onOpenChange={open => !open && onClose()}
        aria-label={label}
      >
        <Entries label={label} entries={entries} onClose={onClose} />
      </Popover>
    </>
  );
}
