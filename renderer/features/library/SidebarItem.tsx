import { useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import type { View } from '../../../shared/domain/view.ts';
import { goTo } from '../../actions/listActions.ts';
import { samePlace } from '../../hooks/viewName.ts';
import { useSession } from '../../session/session.ts';
import { classNames } from '../../ui/classNames.ts';
import { ContextMenu } from '../../ui/Menu.tsx';
import type { MenuEntries, Point } from '../../ui/Menu.tsx';
import { RenameField } from './RenameField.tsx';
import { papersNoun } from './rowWords.ts';

export interface SidebarItemProps {
  readonly place: View;
  readonly icon: ReactNode;
  readonly label: string;
  /** A second, smaller line. */
  readonly detail?: string;
  /** Left out while it isn't known. */
  readonly count?: number;
  /** What is counted, for screen readers: "unread"; papers if left out. */
  readonly counted?: string;
  readonly entries?: MenuEntries;
  /** Renames in place (F2). */
  readonly onRename?: (name: string) => void;
  /** Deletes; can be undone. */
  readonly onDelete?: () => void;
}

/** One place of the sidebar: a button, with a context menu where there is something to do to it. */
export function SidebarItem(props: SidebarItemProps) {
  const { place, icon, label, detail, count, counted, entries, onRename, onDelete } = props;
  const current = useSession(session => samePlace(session.view, place));
  const [menuAt, setMenuAt] = useState<Point | null>(null);
  const [mode, setMode] = useState<'shown' | 'renamed'>('shown');

  const menu: MenuEntries = [
    ...(onRename ? [{ id: 'rename', label: 'Rename', keys: 'F2', onChoose: () => setMode('renamed') }] : []),
    ...(entries ?? []),
    ...(onDelete
      ? [{ id: 'delete', label: 'Delete', keys: 'Delete', tone: 'danger' as const, onChoose: onDelete }]
      : []),
  ];
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    if (menu.length === 0) return;
    event.preventDefault();
    setMenuAt(pointOf(event));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2' && onRename) setMode('renamed');
    else if (event.key === 'Delete' && onDelete) onDelete();
    else return;
    event.preventDefault();
  };

  if (mode === 'renamed' && onRename) {
    return (
      <li>
        <RenameField icon={icon} name={label} onRename={onRename} onDone={() => setMode('shown')} />
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        className={classNames('sidebar-item', detail !== undefined && 'sidebar-item--two-lines')}
        data-sidebar-item={label}
        aria-current={current ? 'page' : undefined}
        tabIndex={current ? 0 : -1}
        onClick={() => goTo(place)}
        onContextMenu={onContextMenu}
        onKeyDown={onKeyDown}
      >
        {icon}
        <span className="sidebar-item__text">
          <span className="sidebar-item__label" dir="auto">
            {label}
          </span>
          {detail !== undefined && <span className="sidebar-item__detail">{detail}</span>}
        </span>
        {count !== undefined && count > 0 && (
          <span className="sidebar-item__count">
            {count.toLocaleString('en')}
            <span className="visually-hidden"> {counted ?? papersNoun(count)}</span>
          </span>
        )}
      </button>
      {menuAt && <ContextMenu label={label} entries={menu} at={menuAt} onClose={() => setMenuAt(null)} />}
    </li>
  );
}

/** Where a context menu opens: at the pointer, or under the item when it was asked for by key. */
function pointOf(event: MouseEvent<HTMLElement>): Point {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const box = event.currentTarget.getBoundingClientRect();
  return { x: box.left + 24, y: box.bottom };
}

export interface SidebarSectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A headed group of places. */
export function SidebarSection({ title, children }: SidebarSectionProps) {
  return (
    <section className="sidebar-section" aria-label={title}>
      <h2 className="sidebar-section__title">{title}</h2>
      <ul className="sidebar-section__items">{children}</ul>
    </section>
  );
}
