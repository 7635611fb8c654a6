import { memo } from 'react';
import { PanelLeft, Rows2, Rows4 } from 'lucide-react';
import type { View } from '../../../shared/domain/view.ts';
import { focusSidebar } from '../../actions/focus.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { useCounts } from '../../hooks/useLibrary.ts';
import { useNarrow } from '../../hooks/useMedia.ts';
import { useSearchWait } from '../../hooks/useSearchWait.ts';
import { useVisiblePapers } from '../../hooks/useVisiblePapers.ts';
import type { VisibleList } from '../../hooks/visiblePapers.ts';
import { useSession } from '../../session/session.ts';
import { IconButton } from '../../ui/Button.tsx';
import { papersInWords } from './rowWords.ts';
import { SearchField } from './SearchField.tsx';
import { SortMenu } from './SortMenu.tsx';
import { UnderstoodQuery } from './UnderstoodQuery.tsx';
import './ListHeader.css';

/** What stands above the list: search, what was found, and in which order. */
export function ListHeader() {
  const list = useVisiblePapers();
  return (
    <header className="list-header">
      <SearchLine />
      {list.found && <UnderstoodQuery parts={list.found.parts} />}
      <div className="list-header__line">
        <ListSummary list={list} />
        <Tools />
      </div>
    </header>
  );
}

/** Not rendered again by every answer to a keystroke; nor are the tools. */
const SearchLine = memo(function SearchLine() {
  const narrow = useNarrow();
  return (
    <div className="list-header__search">
      {narrow && <IconButton label="Show the sidebar" icon={<PanelLeft />} onPress={focusSidebar} />}
      <SearchField />
    </div>
  );
});

const Tools = memo(function Tools() {
  const run = useRunAction();
  const compact = useSession(session => session.density === 'compact');
  return (
    <span className="list-header__tools">
      <SortMenu />
      <IconButton
        label={compact ? 'Comfortable rows' : 'Compact rows'}
        keys="Mod+Shift+d"
        size="small"
        icon={compact ? <Rows2 /> : <Rows4 />}
        onPress={() => run('density')}
      />
    </span>
  );
});

function ListSummary({ list }: { readonly list: VisibleList }) {
  const selected = useSession(session => session.selected.size);
  const wait = useSearchWait();
  const browsesDigest = list.view.kind === 'digest' && list.query === '';
  return (
    <div className="list-header__summary">
      {list.view.kind === 'digest' && browsesDigest && <NewOrAll view={list.view} />}
      <span role="status">
        <span className={browsesDigest ? 'visually-hidden' : undefined}>{wait ?? summaryOf(list)}</span>
        {selected > 0 && (
          <span className="list-header__selected">{selected.toLocaleString('en')} selected</span>
        )}
      </span>
    </div>
  );
}

function summaryOf(list: VisibleList): string {
  const count = papersInWords(list.ids.length);
  if (list.found?.failure !== undefined) return list.found.failure;
  return list.query !== '' && list.found ? `${count} in ${milliseconds(list.found.tookMs)}` : count;
}

/** In a digest: all its papers, or only those it brought. */
function NewOrAll({ view }: { readonly view: View & { readonly kind: 'digest' } }) {
  const { total, new: fresh } = useCounts().digest(view.digest);
  const choice = (show: 'all' | 'new', label: string) => (
    <button
      type="button"
      className="list-header__choice"
      aria-pressed={view.show === show}
      onClick={() => useSession.setState({ view: { ...view, show } })}
    >
      {label}
    </button>
  );
  return (
    <span className="list-header__choices">
      {choice('all', papersInWords(total))}
      {choice('new', `${fresh.toLocaleString('en')} new`)}
    </span>
  );
}

function milliseconds(tookMs: number): string {
  return `${Math.max(1, Math.round(tookMs))} ms`;
}
