import { assertNever } from '../../shared/domain/assertNever.ts';
import type { Finding, OpenedLibrary } from '../../shared/host/libraryApi.ts';
import { catchUp } from './catchUp.ts';
import { compareWithFiles, whenRowsDiffer, type Decision, type Held } from './compareWithFiles.ts';
import { hasSameContent } from './compareContent.ts';
import * as say from './findings.ts';
import { giveRows } from './giveRows.ts';
import { findOlderCopy, markAdopted, openOlderCopy } from './olderCopies.ts';
import type { OpenOptions } from './openLibrary.ts';
import { readLibrary, type ReadLibrary } from './read.ts';
import { beginEmpty, refillFromFiles } from './refill.ts';
import { DATABASE_NAME } from './databaseName.ts';
import { type LibraryDatabase } from './schema.ts';

/** What was found in the database. */
export type FoundState =
  { readonly kind: 'read'; readonly read: ReadLibrary } | { readonly kind: 'unreadable' };

/** The database, now in line with the files. */
export interface InLine {
  readonly read: ReadLibrary;
  readonly findings: readonly Finding[];
}

/** Brings the database in line with the library's files, by what `compareWithFiles` decides. */
export function bringInLine(
  db: LibraryDatabase,
  found: FoundState,
  opened: OpenedLibrary,
  options: OpenOptions,
): Promise<InLine> {
  return new Alignment(db, found, opened, options).run();
}

class Alignment {
  readonly #db: LibraryDatabase;
  readonly #options: OpenOptions;
  readonly #findings: Finding[] = [];
  #found: FoundState;
  #files: OpenedLibrary;

  constructor(db: LibraryDatabase, found: FoundState, opened: OpenedLibrary, options: OpenOptions) {
    this.#db = db;
    this.#found = found;
    this.#files = opened;
    this.#options = options;
  }

  async run(): Promise<InLine> {
    // It may have been read while the page before this one still wrote.
    if (this.#found.kind === 'read' && this.#found.read.seq !== this.#files.seq) await this.#lookCloser();
    for (;;) {
      let decision = compareWithFiles(heldOf(this.#found), this.#files);
      // A kept list is enough where nothing is in doubt.
      if (decision !== 'same' && this.#hasList()) {
        await this.#lookCloser();
        decision = compareWithFiles(heldOf(this.#found), this.#files);
      }
      const read = await this.#step(decision);
      if (read !== undefined) return { read, findings: this.#findings };
    }
  }

  /** Takes one step; what the database holds comes back once it is in line. */
  async #step(decision: Decision): Promise<ReadLibrary | undefined> {
    switch (decision) {
      case 'same':
        return this.#readNow();
      case 'check':
        return this.#check();
      case 'catchUp':
        return this.#catchUp();
      case 'rebuild':
        return this.#rebuild();
      case 'ahead':
        return this.#setAside();
      case 'adopt':
        return this.#adopt();
      case 'begin':
        return this.#begin();
      default:
        return assertNever(decision);
    }
  }

  async #check(): Promise<ReadLibrary | undefined> {
    const { host, onProgress = () => undefined } = this.#options;
    if (await hasSameContent(this.#db, host, onProgress)) return this.#readNow();
    return whenRowsDiffer(this.#files) === 'ahead' ? this.#setAside() : this.#rebuild('differs');
  }

  async #catchUp(): Promise<ReadLibrary | undefined> {
    const { host, onProgress = () => undefined } = this.#options;
    const { library, seq, lastEnd } = this.#files;
    const changes = await catchUp(this.#db, host, library, onProgress, seq);
    if (changes === undefined) return this.#rebuild('behind');
    await this.#look();
    if (lastEnd === 'unclean') this.#findings.push(say.caughtUp(changes));
    return undefined;
  }

  async #rebuild(why?: 'differs' | 'behind'): Promise<ReadLibrary> {
    const { host, onProgress } = this.#options;
    const held = heldOf(this.#found);
    await refillFromFiles(this.#db, host, this.#files.library, onProgress);
    const read = await this.#look();
    if (this.#findings.length === 0) {
      const reason = why ?? { nothing: 'missing', unreadable: 'unreadable', copy: 'differs' }[held.kind];
      this.#findings.push(say.rebuilt(reason as Parameters<typeof say.rebuilt>[0], this.#files.counts));
    }
    return read;
  }

  async #setAside(): Promise<ReadLibrary> {
    const held = heldOf(this.#found);
    await this.#give(this.#db, 'ahead');
    const ahead = held.kind === 'copy' ? Math.max(0, held.seq - this.#files.seq) : 0;
    this.#findings.push(say.setAside(ahead));
    return this.#rebuild();
  }

  async #adopt(): Promise<undefined> {
    await this.#give(this.#db, 'adopted');
    this.#findings.push(say.adopted(this.#files.counts));
  }

  async #begin(): Promise<ReadLibrary | undefined> {
    const { prefix = DATABASE_NAME, askAbout } = this.#options;
    const { library, nextSerial } = this.#files;
    const older = await findOlderCopy(prefix, this.#db.name);
    const isWanted = older?.kind === 'unfiled' || (older && (await askAbout?.(older)) === 'bringBack');
    if (older === undefined || !isWanted) {
      await beginEmpty(this.#db, library, nextSerial);
      return this.#look();
    }
    const from = await openOlderCopy(older);
    try {
      await this.#give(from, 'adopted');
      await markAdopted(from, library);
    } finally {
      from.close();
    }
    this.#findings.push(say.takenIn(older));
    return undefined;
  }

  async #give(from: LibraryDatabase, as: 'adopted' | 'ahead'): Promise<void> {
    const { host, session, onProgress = () => undefined } = this.#options;
    const { seq, counts } = await giveRows(host, session, from, as, onProgress);
    // What was adopted is what the files hold now; it is compared row by row like after any unclean end.
    if (as === 'adopted') this.#files = { ...this.#files, seq, counts, damaged: false, lastEnd: 'unclean' };
  }

  /** What was read last, as nothing was written since. */
  #readNow(): Promise<ReadLibrary> | ReadLibrary {
    return this.#found.kind === 'read' ? this.#found.read : this.#look();
  }

  #hasList(): boolean {
    return this.#found.kind === 'read' && this.#found.read.late !== undefined;
  }

  /** What was read by a list that was kept may turn out to be unreadable. */
  async #lookCloser(): Promise<void> {
    try {
      await this.#look();
    } catch (error) {
      if (!this.#hasList()) throw error;
      this.#found = { kind: 'unreadable' };
    }
  }

  async #look(): Promise<ReadLibrary> {
    const read = await readLibrary(this.#db);
    this.#found = { kind: 'read', read };
    return read;
  }
}

function heldOf(found: FoundState): Held {
  if (found.kind === 'unreadable') return { kind: 'unreadable' };
  const { rows, meta, late } = found.read;
  if (meta === undefined) return { kind: 'nothing' };
  const counts = {
    papers: late?.size.papers ?? rows.papers.length,
    notes: rows.notes.length,
    digests: rows.digests.length,
    collections: rows.collections.length,
    savedSearches: rows.savedSearches.length,
    citationKeys: late?.size.citationKeys ?? rows.citationKeys.length,
  };
  return { kind: 'copy', library: meta.library, seq: meta.seq, counts };
}
