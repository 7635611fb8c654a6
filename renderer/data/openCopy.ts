import type { PaperId } from '../../shared/domain/ids.ts';
import type { LibraryCopy } from '../../shared/host/libraryApi.ts';
import type { Abstract } from '../../shared/domain/paper.ts';
import { MemoryLibrary, type InitialRows } from '../../shared/library/memory.ts';
import { CommandRefused } from '../../shared/library/refused.ts';
import type { TableRows } from '../../shared/library/schemas.ts';
import {
  TABLE_NAMES,
  type LibraryRows,
  type LibraryState,
  type TableName,
} from '../../shared/library/tables.ts';
import type { HostClient } from '../host/types.ts';
import { readCopy, type OnProgress } from './copyRows.ts';
import { ONLY_A_COPY, ONLY_LOOKING } from './saveMessages.ts';
import type { HistoryState, Library, LibraryAccess, Receipt, SaveState } from './types.ts';

/** Every row of a copy, as the search reads it. */
export type CopiedRows = { readonly [T in TableName]: readonly LibraryRows[T][] };

/** What is shown: a snapshot, or the files as they are now while somebody else writes. */
export type CopyAccess = Exclude<LibraryAccess, { readonly kind: 'write' }>;

/** A library to be looked at, held in memory whole, and its rows for the search. */
export interface OpenedCopy {
  readonly library: Library;
  readonly rows: CopiedRows;
}

/** Fetches a snapshot, or the library's files as they are now, to be looked at. Rejects with `HostError`. */
export async function openCopy(
  host: Pick<HostClient, 'call'>,
  access: CopyAccess,
  onProgress?: OnProgress,
): Promise<OpenedCopy> {
  const of = access.kind === 'snapshot' ? access.snapshot.id : 'now';
  const { copy, rows } = await fetchRows(host, of, onProgress);
  const memory = new MemoryLibrary(rows as InitialRows, {
    nextSerial: Math.max(1, copy.nextSerial),
    abstracts: 'held',
  });
  return { library: new CopyLibrary(memory, access, copy.seq), rows };
}

/** All rows of a copy, in memory. Rejects with `HostError`. */
export async function fetchRows(
  host: Pick<HostClient, 'call'>,
  of: Parameters<typeof readCopy>[1],
  onProgress?: OnProgress,
): Promise<{ readonly copy: LibraryCopy; readonly rows: CopiedRows }> {
  const rows = Object.fromEntries(TABLE_NAMES.map(table => [table, [] as unknown[]])) as Record<
    TableName,
    unknown[]
  >;
  const take = (portion: TableRows): void => void rows[portion.table].push(...portion.rows);
  const copy = await readCopy(host, of, take, onProgress);
  return { copy, rows: rows as unknown as CopiedRows };
}

/** A library that never changes. */
class CopyLibrary implements Library {
  readonly version = 0;
  readonly storedVersion = 0;
  readonly isWhole = true;
  readonly whole = Promise.resolve();
  readonly saveState: SaveState = { kind: 'saved' };
  readonly history: HistoryState = {};
  readonly state: LibraryState;
  readonly #abstracts: ReadonlyMap<string, Abstract>;

  constructor(
    memory: MemoryLibrary,
    readonly access: CopyAccess,
    readonly savedSeq: number,
  ) {
    this.state = memory.state;
    this.#abstracts = memory.abstracts;
  }

  makeWhole(): Promise<void> {
    return this.whole;
  }

  run(): Receipt {
    throw new CommandRefused(this.#words);
  }

  bringIn(): Promise<Receipt> {
    return Promise.reject(new CommandRefused(this.#words));
  }

  undo(): Promise<Receipt | undefined> {
    return Promise.reject(new CommandRefused(this.#words));
  }

  redo(): Promise<Receipt | undefined> {
    return Promise.reject(new CommandRefused(this.#words));
  }

  readAbstract(paper: PaperId): Promise<string> {
    return Promise.resolve(this.#abstracts.get(paper)?.text ?? '');
  }

  readAbstracts(papers: readonly PaperId[]): Promise<readonly string[]> {
    return Promise.all(papers.map(paper => this.readAbstract(paper)));
  }

  subscribe(): () => void {
    return () => undefined;
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  get #words(): string {
    return this.access.kind === 'snapshot' ? ONLY_A_COPY : ONLY_LOOKING;
  }
}
