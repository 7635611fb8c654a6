import type { ImportId, PaperId } from '../../../shared/domain/ids.ts';
import { tellNowAndThen } from '../../actions/command.ts';
import { removeDigestsInParts } from '../../actions/inParts.ts';
import { whyReadOnly } from '../../actions/readOnly.ts';
import type { Library } from '../../data/types.ts';
import type { HostClient } from '../../host/types.ts';
import type { SearchClient } from '../../search/types.ts';
import { useSession } from '../../session/session.ts';
import { showToast } from '../../session/toast.ts';
import { startImport, type ImportRun } from './importRun.ts';
import { useImportStore } from './importStore.ts';
import { counted, messageOf } from './messages.ts';
import { countsInWords, reportImport } from './report.ts';
import type { Gathered, ImportProgress } from './types.ts';

/** What the flow works with: what `useApp` gives. */
export interface ImportApp {
  readonly library: Library;
  readonly search: SearchClient;
  readonly host: HostClient;
}

let running: ImportRun | null = null;

/** Shows the import sheet and imports what was gathered: behind what is being imported already, or at once. */
export function beginImport(app: ImportApp, gathered: Gathered): void {
  if (gathered.sources.length + gathered.refused.length === 0) return;
  const refusal = whyReadOnly(app.library.access);
  if (refusal !== undefined) {
    showToast(refusal, { tone: 'error' });
    return;
  }
  useSession.setState({ overlay: { kind: 'import' } });
  if (running?.add(gathered) === true) return;
  useImportStore.setState({ report: null, similar: [], undone: null, warning: null });
  const run = startImport(crypto.randomUUID() as string as ImportId, gathered, {
    host: app.host,
    library: app.library,
    now: Date.now,
    keepLibrary: () => keepLibrary(app),
    onProgress: showProgress,
  });
  running = run;
  void run.over.then(() => finish(app, run));
}

/** Between two pictures of an import: quicker than that nobody reads, and each is drawn with all its files. */
const SHOWN_EVERY_MS = 400;
let shown = -Infinity;
let latest: ImportProgress | null = null;
let toShow: ReturnType<typeof setTimeout> | undefined;

function showProgress(progress: ImportProgress): void {
  latest = progress;
  const wait = progress.phase === 'running' ? shown + SHOWN_EVERY_MS - performance.now() : 0;
  if (wait > 0) toShow ??= setTimeout(showLatest, wait);
  else showLatest();
}

function showLatest(): void {
  clearTimeout(toShow);
  toShow = undefined;
  shown = performance.now();
  useImportStore.setState({ progress: latest });
}

/** How long an import waits for its snapshot: a disk that hangs must not hold it up. */
const SNAPSHOT_MS = 10_000;

/** Has a snapshot made for the case that the import was a mistake. That it failed is told, and stops nothing. */
async function keepLibrary({ host }: ImportApp): Promise<void> {
  const signal = AbortSignal.timeout(SNAPSHOT_MS);
  try {
    await host.call('snapshots.make', { reason: 'import' }, signal);
  } catch (error) {
    const why = signal.aborted ? 'The disk did not answer.' : messageOf(error);
    useImportStore.setState({
      warning: `No snapshot could be made before this import: ${why} The import can be undone all the same.`,
    });
  }
}

/** Stops the import that is going on; what is in stays. */
export function cancelImport(): void {
  running?.cancel();
}

let isUndoing = false;

/** Takes back what the last import brought; says what went and what stayed. Pressed twice, it is done once. */
export async function undoImport({ library }: ImportApp): Promise<void> {
  const { report } = useImportStore.getState();
  if (report === null || isUndoing) return;
  isUndoing = true;
  const digests = report.digests.filter(digest => digest.importedBefore === undefined).map(({ id }) => id);
  const tell = tellNowAndThen((done, of) => `${done.toLocaleString('en')} of ${of} digests are taken back …`);
  try {
    await removeDigestsInParts(library, digests, tell);
    useImportStore.setState({ undone: undoneInWords(report.newPapers, library), similar: [] });
  } catch (error) {
    useImportStore.setState({ undone: messageOf(error) });
  } finally {
    isUndoing = false;
  }
}

function undoneInWords(newPapers: readonly PaperId[], library: Library): string {
  const stayed = newPapers.filter(id => library.state.papers.has(id)).length;
  const gone = `The import is undone: ${counted(newPapers.length - stayed, 'paper')} removed.`;
  if (stayed === 0) return gone;
  return `${gone} ${counted(stayed, 'paper')} stayed, because other digests or your own marks hold ${stayed === 1 ? 'it' : 'them'}.`;
}

function finish(app: ImportApp, run: ImportRun): void {
  if (running === run) running = null;
  const { progress } = useImportStore.getState();
  if (progress === null || progress.id !== run.id) return;
  const report = reportImport(progress, app.library.state);
  useImportStore.setState({ report });
  if (useSession.getState().overlay.kind !== 'import') tellInToast(progress, countsInWords(report));
  void suggestMerges(app, run.id, report.newPapers);
}

/** For those who closed the sheet and went on working. */
function tellInToast(progress: ImportProgress, counts: string): void {
  const failed = progress.items.filter(item => item.progress.kind === 'failed').length;
  const text = failed === 0 ? `Imported ${counts}` : `Imported ${counts}; ${counted(failed, 'file')} failed`;
  const tone = failed === 0 ? 'quiet' : 'error';
  showToast(text, { tone });
}

/** A search index that is down costs the suggestions, not the report. */
async function suggestMerges(app: ImportApp, id: ImportId, papers: readonly PaperId[]): Promise<void> {
  if (papers.length === 0) return;
  try {
    await app.search.ready;
    const similar = await app.search.findSimilar(papers);
    if (useImportStore.getState().report?.id === id) useImportStore.setState({ similar });
  } catch {
    useImportStore.setState({ similar: [] });
  }
}
