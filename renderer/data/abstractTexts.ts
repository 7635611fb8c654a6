import type { Abstract, Paper } from '../../shared/domain/paper.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { Change } from '../../shared/library/change.ts';
import { MemoryLibrary } from '../../shared/library/memory.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { readTexts } from './read.ts';
import type { LibraryDatabase } from './schema.ts';

/** What a change does to the abstracts, which are not in memory. */
export interface AbstractsChange {
  /** The rows after the change; undefined where the row is gone. */
  readonly rows: ReadonlyMap<string, Abstract | undefined>;
  /** Takes them back. */
  readonly inverse: readonly Patch[];
}

/** What a change does to the abstracts, as soon as it can be known. */
export interface PreparedAbstracts {
  /** Rejects while the database can't be read; it is tried again the next time. */
  read(): Promise<AbstractsChange>;
  /** It is in the database: only what takes it back is still held. */
  written(): void;
  /** The database was filled again from the files, and holds the change already: what was before can't be read any more. */
  giveUp(): void;
}

/** A row that must be there is not: something has emptied the database. */
export class DatabaseEmptied extends Error {
  constructor() {
    super('A part of this window’s copy of the library is gone.');
    this.name = 'DatabaseEmptied';
  }
}

const NO_ROWS: AbstractsChange['rows'] = new Map();

/** Abstracts that were changed but are not in the database yet, so that a paper can be read the moment it is there. */
export class AbstractTexts {
  /** The text (undefined: removed) and the change it is from. */
  readonly #pending = new Map<string, { readonly text: string | undefined; readonly seq: number }>();
  /** None where the browser has none: then all texts are here from the start, and stay. */
  readonly #db: LibraryDatabase | undefined;

  constructor(db: LibraryDatabase | undefined, held: Iterable<Abstract> = []) {
    this.#db = db;
    for (const { id, text } of held) this.#pending.set(id, { text, seq: 0 });
  }

  /** The text of a paper's abstract where it is on its way into the database, empty when it goes. */
  pending(paper: PaperId): string | undefined {
    const pending = this.#pending.get(paper);
    return pending === undefined ? undefined : (pending.text ?? '');
  }

  /**
   * What the patches will do to the abstracts; call it before the change is added and applied. Earlier texts that are on
   * their way are taken at once; the others are read, which is right at any time until this change is written, as no
   * change between touches them. `paper` finds a paper as it is before the change: a new one has no earlier text.
   */
  prepare(patches: readonly Patch[], paper: (id: string) => Paper | undefined): PreparedAbstracts {
    let own = patches.filter(({ table }) => table === 'abstracts');
    const before = new Map<string, string | undefined>();
    const toRead = new Map<string, Paper>();
    for (const id of own.flatMap(idsOf)) {
      const [pending, known] = [this.#pending.get(id), paper(id)];
      before.set(id, pending?.text);
      if (pending === undefined && known !== undefined) toRead.set(id, known);
    }
    let prepared: Promise<AbstractsChange> | undefined;
    const prepare = async (): Promise<AbstractsChange> => {
      for (const [id, text] of await this.#read(toRead)) before.set(id, text);
      return applied(own, before);
    };
    return {
      read() {
        prepared ??= prepare().catch((error: unknown) => {
          prepared = undefined;
          throw error;
        });
        return prepared;
      },
      written() {
        if (prepared === undefined) return;
        prepared = prepared.then(({ inverse }) => ({ rows: NO_ROWS, inverse }));
        prepared.catch(() => undefined);
        own = [];
        before.clear();
      },
      giveUp() {
        prepared ??= Promise.reject(new DatabaseEmptied());
        prepared.catch(() => undefined);
      },
    };
  }

  add({ seq, patches }: Pick<Change, 'seq' | 'patches'>): void {
    for (const patch of patches) {
      if (patch.table !== 'abstracts') continue;
      switch (patch.kind) {
        case 'put':
          for (const { id, text } of patch.rows) this.#pending.set(id, { text, seq });
          break;
        case 'remove':
          for (const id of patch.ids) this.#pending.set(id, { text: undefined, seq });
          break;
        case 'set':
          for (const id of patch.ids) {
            if (typeof patch.fields.text === 'string')
              this.#pending.set(id, { text: patch.fields.text, seq });
          }
      }
    }
  }

  /** The changes up to this one are in the database. */
  drop(seq: number): void {
    for (const [id, pending] of this.#pending) if (pending.seq <= seq) this.#pending.delete(id);
  }

  async #read(papers: ReadonlyMap<string, Paper>): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    if (papers.size === 0 || this.#db === undefined) return texts;
    await this.#db.ensureOpen();
    for (const [id, text] of await readTexts(this.#db, papers.values())) texts.set(id, text);
    for (const { id, opening } of papers.values()) {
      if (opening !== '' && !texts.has(id)) throw new DatabaseEmptied();
    }
    return texts;
  }
}

function applied(
  patches: readonly Patch[],
  before: ReadonlyMap<string, string | undefined>,
): AbstractsChange {
  if (patches.length === 0) return { rows: new Map(), inverse: [] };
  const rows: Abstract[] = [];
  for (const [id, text] of before) if (text !== undefined) rows.push({ id: id as PaperId, text });
  const abstracts = new MemoryLibrary({ abstracts: rows }, { abstracts: 'held' });
  const inverse = abstracts.applyPatches(patches);
  return { rows: new Map([...before.keys()].map(id => [id, abstracts.row('abstracts', id)])), inverse };
}

function idsOf(patch: Patch): readonly string[] {
  return patch.kind === 'put' ? patch.rows.map(row => row.id as string) : patch.ids;
}
