import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';

export interface RenameFieldProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly onRename: (name: string) => void;
  /** The field goes away; the focus goes back to the item. */
  readonly onDone: () => void;
}

/** A name written over in place: Enter or leaving the field keeps it, Escape doesn't. */
export function RenameField({ icon, name, onRename, onDone }: RenameFieldProps) {
  const [text, setText] = useState(name);
  const keep = () => {
    const next = text.trim();
    if (next !== '' && next !== name) onRename(next);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    const section = event.currentTarget.closest('section');
    if (event.key === 'Enter') keep();
    else onDone();
    focusItem(section, event.key === 'Enter' ? [text.trim(), name] : [name]);
  };
  return (
    <span className="sidebar-item sidebar-item--renamed">
      {icon}
      <input
        className="sidebar-item__field"
        aria-label={`New name of ${name}`}
        value={text}
        dir="auto"
        ref={selectAtOnce}
        onChange={event => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={keep}
      />
    </span>
  );
}

function selectAtOnce(input: HTMLInputElement | null): void {
  if (input && document.activeElement !== input) {
    input.focus();
    input.select();
  }
}

/** Focuses the first of the names that the section shows; a refused name, or a changed spelling, isn't there. */
function focusItem(section: Element | null, names: readonly string[]): void {
  requestAnimationFrame(() => {
    const items = [...(section?.querySelectorAll<HTMLElement>('[data-sidebar-item]') ?? [])];
    const named = names.map(name => items.find(item => item.dataset['sidebarItem'] === name)).find(Boolean);
    (named ?? document.querySelector<HTMLElement>('[data-sidebar-item][tabindex="0"]'))?.focus();
  });
}
