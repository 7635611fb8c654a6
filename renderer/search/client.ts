import { releaseProxy, wrap, type Remote } from 'comlink';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { LibraryChange } from '../data/types.ts';
import { LatestWins } from './latestWins.ts';
import type {
  Explanation,
  SearchClient,
  SearchRequest,
  SearchResult,
  SearchSource,
  SimilarPapers,
} from './types.ts';
import type { SearchWorker } from './worker.ts';

/** What is needed of a `Worker`; tests run the search over another kind of port. */
export type SearchPort = Pick<
  Worker,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'
>;

/** A worker that crashes again soon after is not started a second time. */
const MAX_RESTARTS = 1;
/**
 * So many changes at most are told to a restarted worker again: the last ones may not have been in the database when it read
 * it. Those that are there are forgotten, with all their rows.
 */
const REMEMBERED_CHANGES = 200;
/**
 * A worker that took in so many rows is followed by a new one, which begins with the index that it stored. The browser gives
 * back what a worker no longer uses only when that ends: after 100,000 papers were imported, several times their index.
 */
const ROWS_OF_A_WORKER = 10_000;

/** What a search client is made of. */
export interface SearchClientOptions {
  readonly from: SearchSource;
  readonly startWorker: () => SearchPort;
}

/**
 * Starts the search worker, which reads the library from the database by itself, or is given the rows of a copy. Create
 * it before the first change of the library, and tell it every change.
 */
export function createSearchClient({ from, startWorker }: SearchClientOptions): SearchClient {
  return new Client(from, startWorker);
}

/** One life of a worker, from its start to its crash. */
interface Session {
  readonly port: SearchPort;
  readonly worker: Remote<SearchWorker>;
  readonly loaded: Promise<void>;
  /** Rejects when the worker crashes or is stopped. */
  readonly ended: Promise<never>;
  readonly end: (reason: Error) => void;
  /** Questions that are not answered yet. */
  readonly asked: Set<Promise<unknown>>;
}

class Client implements SearchClient {
  readonly #from: SearchSource;
  readonly #startWorker: () => SearchPort;
  readonly #searches = new LatestWins<SearchRequest, SearchResult>(request =>
    this.#ask(worker => worker.search(request)),
  );
  #recent: LibraryChange[] = [];
  #restarts = 0;
  #session: Session;
  /** It takes the session's place when it is loaded. */
  #next: Session | undefined;
  /** Rows told to the session's worker. */
  #rows = 0;
  #isRenewing = false;
  /** Why nothing can be asked any more. */
  #over: Error | undefined;

  constructor(from: SearchSource, startWorker: () => SearchPort) {
    this.#from = from;
    this.#startWorker = startWorker;
    this.#session = this.#start();
  }

  get ready(): Promise<void> {
    return this.#session.loaded;
  }

  progress(): Promise<number> {
    return this.#ask(worker => worker.progress());
  }

  follow(change: LibraryChange): void {
    if (this.#over !== undefined) return;
    this.#recent = [...this.#recent, change].slice(-REMEMBERED_CHANGES);
    this.#tell(change);
  }

  forget(storedVersion: number): void {
    this.#recent = this.#recent.filter(({ version }) => version > storedVersion);
    if (this.#recent.length === 0 && this.#rows > ROWS_OF_A_WORKER) void this.#renew();
  }

  search(request: SearchRequest): Promise<SearchResult> {
    return this.#searches.ask(request);
  }

  find(request: SearchRequest): Promise<SearchResult> {
    return this.#ask(worker => worker.search(request));
  }

  count(requests: readonly SearchRequest[]): Promise<readonly number[]> {
    return this.#ask(worker => worker.count(requests));
  }

  explain(request: SearchRequest, serial: number): Promise<Explanation | undefined> {
    return this.#ask(worker => worker.explain(request, serial));
  }

  findSimilar(papers: readonly PaperId[]): Promise<readonly SimilarPapers[]> {
    return this.#ask(worker => worker.findSimilar(papers));
  }

  close(): void {
    this.#finish(new Error('The search was closed.'));
  }

  #ask<T>(question: (worker: Remote<SearchWorker>) => Promise<T>): Promise<T> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    return askSession(this.#session, question);
  }

  #tell({ patches }: LibraryChange): void {
    if (patches.length === 0 || this.#over !== undefined) return;
    for (const patch of patches) this.#rows += patch.kind === 'put' ? patch.rows.length : patch.ids.length;
    // Keys are found with their papers; the index has no use for their table.
    const told = patches.filter(({ table }) => table !== 'citationKeys');
    for (const session of [this.#session, this.#next]) {
      // A crash is reported by the worker's own event.
      if (session) askSession(session, worker => worker.follow(told)).catch(() => undefined);
    }
  }

  /** Lets a new worker take over as soon as it has the index that the one before stored. */
  async #renew(): Promise<void> {
    if (this.#isRenewing || !('database' in this.#from)) return;
    this.#isRenewing = true;
    const before = this.#session;
    try {
      await askSession(before, worker => worker.untilStored());
      // What was told since is not in the index: it will be stored again.
      if (before !== this.#session || this.#recent.length > 0) return;
      const next = (this.#next = this.#start());
      this.#rows = 0;
      await next.loaded;
      if (this.#next !== next) return;
      this.#session = next;
      this.#next = undefined;
      await Promise.allSettled(before.asked);
      this.#stop(before, new Error('The search goes on in another worker.'));
    } catch {
      // The one before goes on.
      this.#dropNext();
    } finally {
      this.#isRenewing = false;
    }
  }

  #dropNext(): void {
    if (this.#next) this.#stop(this.#next, new Error('The search goes on as it was.'));
    this.#next = undefined;
  }

  #start(): Session {
    const port = this.#startWorker();
    const worker = wrap<SearchWorker>(port);
    let end: Session['end'] = () => undefined;
    const ended = new Promise<never>((_, reject) => {
      end = reject;
    });
    const loaded = Promise.race([worker.load(this.#from), ended]);
    // Whoever waits is told; nobody has to.
    ended.catch(() => undefined);
    loaded.catch(() => undefined);
    const session = { port, worker, loaded, ended, end, asked: new Set<Promise<unknown>>() };
    port.addEventListener('error', event => {
      event.preventDefault();
      this.#onCrash(session, 'message' in event ? String(event.message) : '');
    });
    return session;
  }

  #onCrash(session: Session, message: string): void {
    if (session === this.#next) this.#dropNext();
    if (session !== this.#session || this.#over !== undefined) return;
    const detail = message === '' ? '' : ` (${message})`;
    if (this.#restarts < MAX_RESTARTS) {
      this.#restarts += 1;
      this.#replace(
        new Error(`The search stopped${detail} and was started again. Nothing is lost; search once more.`),
      );
      return;
    }
    const advice = 'Your library is safe; start Pandect again to search.';
    this.#finish(new Error(`The search stopped working${detail}. ${advice}`));
  }

  #replace(reason: Error): void {
    this.#dropNext();
    this.#rows = 0;
    this.#stop(this.#session, reason);
    this.#session = this.#start();
    for (const change of this.#recent) this.#tell(change);
  }

  #finish(reason: Error): void {
    if (this.#over !== undefined) return;
    this.#over = reason;
    this.#dropNext();
    this.#stop(this.#session, reason);
  }

  #stop({ port, worker, end }: Session, reason: Error): void {
    end(reason);
    worker[releaseProxy]();
    port.terminate();
  }
}

/** Rejects when the worker crashes or is stopped before it answers. */
function askSession<T>(
  { worker, ended, asked }: Session,
  question: (worker: Remote<SearchWorker>) => Promise<T>,
): Promise<T> {
  const answer = Promise.race([question(worker), ended]);
  const forget = (): void => void asked.delete(answer);
  asked.add(answer);
  answer.then(forget, forget);
  return answer;
}
