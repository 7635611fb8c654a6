import type { PaperId } from '../../shared/domain/ids.ts';
import type { ReadingStatus } from '../../shared/domain/paper.ts';
import { copyBibtex } from '../hooks/exportPapers.ts';
import type { ListedIds } from '../hooks/listedIds.ts';
import { requestFlow } from '../hooks/requests.ts';
import type { AppServices } from '../hooks/useApp.ts';
import { viewName } from '../hooks/viewName.ts';
import { copyText } from '../host/copyText.ts';
import { useSession } from '../session/session.ts';
import type { Overlay } from '../session/session.ts';
import { showToast } from '../session/toast.ts';
import { errorText, runCommand, runCommandInParts, runOnPapers } from './command.ts';
import { focusPaperPane } from './focus.ts';
import { PAPERS_PER_PART, type CommandOf } from './inParts.ts';
import { survivorOf } from './moveFocus.ts';
import { focusedPaper, targetIds, targetPapers } from './targets.ts';

/** Runs a command on papers and goes on to the paper after them; a selection is then done with. */
function actAndGoOn(app: AppServices, papers: readonly PaperId[], commandOf: CommandOf): void {
  const before = app.visible.get().ids;
  if (papers.length > PAPERS_PER_PART) {
    void runCommandInParts(app.library, papers, commandOf).then(receipt => {
      if (receipt) goOn(app, papers, before);
    });
  } else if (runCommand(app.library, commandOf(papers))) {
    goOn(app, papers, before);
  }
}

function goOn(app: AppServices, papers: readonly PaperId[], before: ListedIds): void {
  const { focused, selected } = useSession.getState();
  const acted = new Set(papers);
  const from = selected.size > 0 ? [...before].findLast(id => acted.has(id)) : focused;
  const next = from
    ? survivorOf(before, from, id => !acted.has(id) && app.library.state.papers.has(id))
    : null;
  useSession.setState({
    selected: new Set(),
    anchor: null,
    ...(next && isAfter(before, next, from) && { focused: next }),
  });
}

/** At the end of a list the focus stays, unless its paper went; then the list itself moves it. */
function isAfter(ids: ListedIds, next: PaperId, from: PaperId | null | undefined): boolean {
  return !from || ids.indexOf(next) > ids.indexOf(from);
}

function setStatus(app: AppServices, status: ReadingStatus): void {
  const papers = targetIds(app);
  actAndGoOn(app, papers, part => ({ name: 'setStatus', papers: part, status }));
}

function star(app: AppServices): void {
  const papers = targetPapers(app);
  const name = papers.every(paper => paper.starred) ? 'unstar' : 'star';
  const ids = papers.map(paper => paper.id);
  runOnPapers(app.library, ids, part => ({ name, papers: part }));
}

function show(overlay: Overlay): void {
  useSession.setState({ overlay });
}

/** "3 selected papers", or the citation key of the one. */
function whatIsChosen(app: AppServices): string {
  const papers = targetPapers(app);
  return papers.length === 1 && papers[0] ? papers[0].citationKey : `${papers.length} selected papers`;
}

async function copyAsBibtex(app: AppServices): Promise<void> {
  const papers = targetPapers(app);
  try {
    await copyBibtex(
      app.library,
      app.host,
      papers.map(paper => paper.id),
    );
    const [first] = papers;
    showToast(
      papers.length === 1 && first
        ? `Copied ${first.citationKey} as BibTeX`
        : `Copied ${papers.length} papers as BibTeX`,
    );
  } catch (error) {
    showToast(errorText(error), { tone: 'error' });
  }
}

async function copyTitles(app: AppServices): Promise<void> {
  const papers = targetPapers(app);
  try {
    await copyText(app.host, papers.map(paper => paper.title).join('\n'));
    showToast(papers.length === 1 ? 'Copied the title' : `Copied ${papers.length} titles`);
  } catch (error) {
    showToast(errorText(error), { tone: 'error' });
  }
}

function onFocused(app: AppServices, act: (paper: PaperId) => void): void {
  const paper = focusedPaper(app);
  if (paper) act(paper.id);
}

/** What is done to the focused paper or to the selection. */
export const paperActions = {
  open: () => focusPaperPane(),
  read: app => setStatus(app, 'read'),
  unread: app => setStatus(app, 'unread'),
  reading: app => {
    const papers = targetIds(app);
    runCommand(app.library, { name: 'setStatus', papers, status: 'reading' });
  },
  archive: app => setStatus(app, 'archived'),
  star,
  tag: app => show({ kind: 'tag', papers: targetIds(app) }),
  collect: app => show({ kind: 'collect', papers: targetIds(app) }),
  note: () => {
    useSession.setState({ pane: 'paper' });
    requestFlow({ kind: 'writeNote' });
  },
  whyFound: () => {
    const { why } = useSession.getState();
    useSession.setState(why === 'shown' ? { why: 'hidden' } : { why: 'shown', pane: 'paper' });
  },
  rawText: () => {
    const { rawText } = useSession.getState();
    useSession.setState({ rawText: rawText === 'raw' ? 'readable' : 'raw' });
  },
  editDetails: app => onFocused(app, paper => show({ kind: 'details', paper })),
  lookUp: app => show({ kind: 'lookUp', papers: targetIds(app) }),
  editKey: app => onFocused(app, paper => show({ kind: 'editKey', paper })),
  citationKeys: app => show({ kind: 'citationKeys', papers: targetIds(app) }),
  merge: app => onFocused(app, paper => show({ kind: 'merge', paper })),
  removePapers: app => {
    const papers = targetIds(app);
    actAndGoOn(app, papers, part => ({ name: 'removePapers', papers: part }));
  },
  export: app => show({ kind: 'export', papers: targetIds(app), what: whatIsChosen(app) }),
  exportView: app => {
    const { view, query } = useSession.getState();
    const place = viewName(view, app.library.state);
    const what = query.trim() === '' ? place : `“${query.trim()}” in ${place}`;
    show({ kind: 'export', papers: [...app.visible.get().ids], what, from: { view, query: query.trim() } });
  },
  copyBibtex: app => void copyAsBibtex(app),
  copyTitle: app => void copyTitles(app),
} satisfies Record<string, (app: AppServices) => void>;
