import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { FilePlus2, LibraryBig, Plus } from 'lucide-react';
import { actionInfo } from '../../../shared/actions/registry.ts';
import { useNarrow } from '../../hooks/useMedia.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { IconButton } from '../../ui/Button.tsx';
import { CollectionSection, TagSection } from './NamedSections.tsx';
import { DigestSection } from './DigestSection.tsx';
import { SaveLine } from './SaveLine.tsx';
import { SavedSearchSection } from './SavedSearchSection.tsx';
import { StatusSection } from './StatusSection.tsx';
import './Sidebar.css';

interface SidebarProps {
  /** Stands above the line that says whether everything is saved. */
  readonly sign: ReactNode;
}

/** Every place of the library, with how much is in it. */
export function Sidebar({ sign }: SidebarProps) {
  const run = useRunAction();
  const narrow = useNarrow();
  const nav = useRef<HTMLElement>(null);
  return (
    <div className="sidebar">
      <header className="sidebar__header">
        <LibraryBig className="sidebar__mark" />
        <span className="sidebar__name">Pandect</span>
        <IconButton
          label="Add a paper…"
          keys={actionInfo('addPaper').keys[0]}
          icon={<FilePlus2 />}
          onPress={() => run('addPaper')}
        />
        <IconButton
          label="Import dumps"
          keys="i"
          icon={<Plus />}
          tone="accent"
          onPress={() => run('import')}
        />
      </header>
      <nav
        ref={nav}
        className="sidebar__nav"
        aria-label="Library"
        onKeyDown={event => nav.current && moveAmongItems(event, nav.current)}
      >
        <StatusSection />
        <DigestSection />
        <SavedSearchSection />
        <TagSection />
        <CollectionSection />
      </nav>
      {sign}
      <SaveLine width={narrow ? 'narrow' : 'wide'} />
    </div>
  );
}

/** Arrow keys, Home and End go from item to item; only one of them is a tab stop. */
function moveAmongItems(event: KeyboardEvent, nav: HTMLElement): void {
  if (event.target instanceof HTMLInputElement) return;
  const items = [...nav.querySelectorAll<HTMLElement>('[data-sidebar-item]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = itemAfterKey(event.key, items, at);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function itemAfterKey(key: string, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return items[Math.min(at + 1, items.length - 1)];
    case 'ArrowUp':
      return items[Math.max(at - 1, 0)];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return undefined;
  }
}
