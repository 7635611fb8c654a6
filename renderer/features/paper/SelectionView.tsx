import type { ReactNode } from 'react';
import { Archive, Check, FolderPlus, Globe, Inbox, Quote, Share, Star, Tag } from 'lucide-react';
import { actionInfo, type ActionId } from '../../../shared/actions/registry.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { READING_STATUSES, type Paper } from '../../../shared/domain/paper.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryVersion } from '../../hooks/useLibrary.ts';
import { Button } from '../../ui/Button.tsx';

const TRIAGE: readonly BulkAction[] = [
  { action: 'read', label: 'Mark as read', icon: <Check /> },
  { action: 'unread', label: 'Mark as unread', icon: <Inbox /> },
  { action: 'star', label: 'Star or unstar', icon: <Star /> },
  { action: 'archive', label: 'Archive', icon: <Archive /> },
];
const ORDER: readonly BulkAction[] = [
  { action: 'tag', label: 'Tag…', icon: <Tag /> },
  { action: 'collect', label: 'Add to a collection…', icon: <FolderPlus /> },
  { action: 'lookUp', label: 'Look up the details…', icon: <Globe /> },
];
const HAND_OUT: readonly BulkAction[] = [
  { action: 'copyBibtex', label: 'Copy BibTeX', icon: <Quote /> },
  { action: 'export', label: 'Export…', icon: <Share /> },
];

interface BulkAction {
  readonly action: ActionId;
  readonly label: string;
  readonly icon: ReactNode;
}

/** Several selected papers: how many, in what state, and what can be done with all of them at once. */
export function SelectionView({ selected }: { readonly selected: ReadonlySet<PaperId> }) {
  const { library } = useApp();
  useLibraryVersion();
  const run = useRunAction();
  const papers = [...selected].flatMap(id => library.state.papers.get(id) ?? []);
  return (
    <section
      className="paper-pane paper-pane--selection"
      aria-label="Selected papers"
      tabIndex={-1}
      data-paper-pane=""
    >
      <h1 className="selection__title">
        {papers.length.toLocaleString('en')} {papers.length === 1 ? 'paper' : 'papers'} selected
      </h1>
      <p className="selection__states">{statesInWords(papers)}</p>
      {[TRIAGE, ORDER, HAND_OUT].map(row => (
        <div key={row[0]?.action} className="selection__row">
          {row.map(({ action, label, icon }) => (
            <Button
              key={action}
              icon={icon}
              keys={actionInfo(action).keys[0]}
              keyHint="shown"
              onPress={() => run(action)}
            >
              {label}
            </Button>
          ))}
        </div>
      ))}
      <Button
        kind="quiet"
        keys={actionInfo('clearSelection').keys[0]}
        keyHint="shown"
        onPress={() => run('clearSelection')}
      >
        Clear the selection
      </Button>
    </section>
  );
}

/** "9 unread, 2 read, 1 archived, 4 starred". */
function statesInWords(papers: readonly Paper[]): string {
  const counts = READING_STATUSES.map(status => ({
    name: status as string,
    count: papers.filter(paper => paper.status === status).length,
  }));
  const starred = { name: 'starred', count: papers.filter(paper => paper.starred).length };
  return [...counts, starred]
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count.toLocaleString('en')} ${name}`)
    .join(', ');
}
