import { useCallback, useRef, useState } from 'react';
import type { MouseEvent } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { selectRange } from '../../actions/listActions.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryValue } from '../../hooks/useLibrary.ts';
import { useVisiblePapers } from '../../hooks/useVisiblePapers.ts';
import { viewName } from '../../hooks/viewName.ts';
import { useSession } from '../../session/session.ts';
import { isApple } from '../../ui/keyNames.ts';
import type { Point } from '../../ui/Menu.tsx';
import { dragOut } from './dragOut.ts';
import { EmptyView } from './EmptyView.tsx';
import { PaperMenu } from './PaperMenu.tsx';
import { PaperRow, rowId } from './PaperRow.tsx';
import type { RowMark } from './PaperRow.tsx';
import { useRows } from './useRows.ts';
import './PaperList.css';

const NO_TERMS: ReadonlySet<string> = new Set();

/** The papers of the view as one list box: it keeps the keyboard focus, and tells which row is meant. */
export function PaperList() {
  const app = useApp();
  const run = useRunAction();
  const list = useVisiblePapers();
  const focused = useSession(session => session.focused);
  const selected = useSession(session => session.selected);
  const density = useSession(session => session.density);
  const focusedRow = useLibraryValue(({ state }) => rowOf(state, focused));
  const [menuAt, setMenuAt] = useState<Point | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows({ list, focused, density, scroller });

  const onPointer = useCallback(
    (id: PaperId, event: MouseEvent) => {
      if (event.button === 0) focusByPointer(id, event, () => selectRange(app));
    },
    [app],
  );
  const onOpen = useCallback(() => run('open'), [run]);
  const onMenu = useCallback((id: PaperId, event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const session = useSession.getState();
    useSession.setState({ focused: id, ...(!session.selected.has(id) && { selected: new Set() }) });
    setMenuAt({ x: event.clientX, y: event.clientY });
  }, []);
  const onMenuKey = (event: MouseEvent) => {
    event.preventDefault();
    const box = focusedRow && document.getElementById(focusedRow)?.getBoundingClientRect();
    if (box) setMenuAt({ x: box.left + 32, y: box.top + 32 });
  };

  const isEmpty = list.ids.length === 0;
  return (
    <div
      ref={scroller}
      className="paper-list"
      data-moves-list=""
      tabIndex={0}
      role={isEmpty ? 'region' : 'listbox'}
      aria-label={`Papers in ${viewName(list.view, app.library.state)}`}
      aria-multiselectable={isEmpty ? undefined : true}
      aria-activedescendant={isEmpty ? undefined : focusedRow}
      onContextMenu={onMenuKey}
      onDragStart={event => dragOut(app, event)}
    >
      {isEmpty ? (
        <EmptyView list={list} />
      ) : (
        <div className="paper-list__rows" role="presentation" style={{ height: rows.height }}>
          {rows.items.map(({ id, index, top }) => (
            <PaperRow
              // By place: a new answer then changes the texts of the rows that are there.
              key={index}
              id={id}
              index={index}
              total={list.ids.length}
              top={top}
              mark={markOf(id, focused, selected)}
              density={density}
              view={list.view}
              terms={list.found?.terms ?? NO_TERMS}
              onPointer={onPointer}
              onClick={onClick}
              onOpen={onOpen}
              onMenu={onMenu}
            />
          ))}
        </div>
      )}
      {menuAt && <PaperMenu at={menuAt} onClose={() => setMenuAt(null)} />}
    </div>
  );
}

/** The element id of a paper's row, if there is such a paper. */
function rowOf({ papers }: Pick<LibraryState, 'papers'>, id: PaperId | null): string | undefined {
  const paper = id === null ? undefined : papers.get(id);
  return paper && rowId(paper);
}

function markOf(id: PaperId, focused: PaperId | null, selected: ReadonlySet<PaperId>): RowMark {
  if (selected.size === 0) return id === focused ? 'chosen' : 'none';
  if (selected.has(id)) return id === focused ? 'focused selected' : 'selected';
  return id === focused ? 'focused' : 'none';
}

/** A click focuses; with Ctrl or Cmd it selects, with Shift it selects up to here. */
function focusByPointer(id: PaperId, event: MouseEvent, selectToHere: () => void): void {
  const { focused, selected, anchor } = useSession.getState();
  if (event.shiftKey) {
    event.preventDefault();
    useSession.setState({ focused: id, anchor: anchor ?? focused });
    selectToHere();
    return;
  }
  if (isApple ? event.metaKey : event.ctrlKey) {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    useSession.setState({ focused: id, selected: next, anchor: id });
    return;
  }
  // A selection is kept until the button is up: it may be dragged.
  useSession.setState({ focused: id, ...(!selected.has(id) && { selected: new Set(), anchor: null }) });
}

/** A plain click is done with the selection, and in a narrow window opens the paper. */
function onClick(event: MouseEvent): void {
  if (event.shiftKey || event.ctrlKey || event.metaKey) return;
  useSession.setState({ selected: new Set(), anchor: null, pane: 'paper' });
}
