import { createHash } from 'node:crypto';
import { parseDump } from '../../shared/digest-format/parseDump.ts';
import type { ParsedDigest } from '../../shared/digest-format/types.ts';
import type { CollectionId, DigestId, DumpId, ImportId, PaperId } from '../../shared/domain/ids.ts';
import { READING_STATUSES } from '../../shared/domain/paper.ts';
import type { Change, RowCounts } from '../../shared/library/change.ts';
import type { LibraryImage } from '../../shared/library/image.ts';
import type { Row } from '../../shared/library/invert.ts';
import { TABLE_NAMES } from '../../shared/library/tables.ts';
import type { LibraryCommand } from '../../shared/library/command.ts';
import { MemoryLibrary } from '../../shared/library/memory.ts';
import { planCommand } from '../../shared/library/planCommand.ts';
import { CommandRefused } from '../../shared/library/refused.ts';
import { inventPapers, searchDump } from '../support/inventedDumps.ts';
import { between, pick } from './row.ts';

/** What a user may do who works with a library, as the changes that a page would hand over. */
export class InventedWork {
  readonly #memory = new MemoryLibrary({}, { abstracts: 'held' });
  #seq = 0;
  #digests = 0;

  constructor(
    readonly random: () => number,
    readonly papersPerDigest = 6,
  ) {}

  get seq(): number {
    return this.#seq;
  }

  /** The next change: an import at first and now and then, else a mark on some paper. */
  next(): Change {
    for (;;) {
      const command = this.#seq === 0 || this.random() < 0.1 ? this.#import() : this.#mark();
      const change = this.#apply(command);
      if (change !== undefined) return change;
    }
  }

  /** So many changes. */
  take(count: number): Change[] {
    return Array.from({ length: count }, () => this.next());
  }

  /** All rows as they are now, abstracts included, and the next free serial. */
  get held(): { readonly image: LibraryImage; readonly nextSerial: number } {
    const tables = TABLE_NAMES.map(table => [table, new Map<string, Row>(this.#memory.rows(table))]);
    return { image: Object.fromEntries(tables) as LibraryImage, nextSerial: this.#memory.state.nextSerial };
  }

  #apply(command: LibraryCommand): Change | undefined {
    const memory = this.#memory;
    try {
      const patches = planCommand(memory.state, command);
      if (patches.length === 0) return undefined;
      memory.applyPatches(patches);
      this.#seq += 1;
      const { papers, notes, digests, collections, savedSearches, citationKeys } = memory.state;
      const counts: RowCounts = {
        papers: papers.size,
        notes: notes.size,
        digests: digests.size,
        collections: collections.size,
        savedSearches: savedSearches.size,
        citationKeys: citationKeys.size,
      };
      const { nextSerial } = memory.state;
      const at = Date.now();
      return { seq: this.#seq, name: command.name, label: 'Did it', at, patches, counts, nextSerial };
    } catch (error) {
      if (error instanceof CommandRefused) return undefined;
      throw error;
    }
  }

  #mark(): LibraryCommand {
    const { random } = this;
    const all = [...this.#memory.state.papers.values()];
    const papers = all.length === 0 ? [] : [pick(random, all).id];
    const [paper = '' as PaperId] = papers;
    switch (between(random, 0, 6)) {
      case 0:
        return { name: 'star', papers };
      case 1:
        return { name: 'unstar', papers };
      case 2:
        return { name: 'setStatus', papers, status: pick(random, READING_STATUSES) };
      case 3:
        return { name: 'addTag', papers, tag: pick(random, ['thesis', 'later', 'to cite']) };
      case 4: {
        const text =
          random() < 0.2 ? '' : `Thought ${Math.floor(random() * 1e6)}. `.repeat(between(random, 1, 30));
        return { name: 'setNote', paper, text, at: Date.now() };
      }
      case 5: {
        const collection = hash(`${this.#seq}`) as CollectionId;
        return { name: 'createCollection', collection, title: `Shelf ${this.#seq}`, papers };
      }
      default:
        return { name: 'removePapers', papers: random() < 0.3 ? papers : [] };
    }
  }

  #import(): LibraryCommand {
    const number = this.#digests++;
    return {
      name: 'importDigest',
      digest: hash(`digest ${number}`) as DigestId,
      dump: hash(`dump ${number}`) as DumpId,
      importId: hash(`import ${number}`) as ImportId,
      file: `week ${number}.txt`,
      parsed: digestOf(number, this.papersPerDigest),
      at: Date.now(),
    };
  }
}

function digestOf(number: number, papers: number): ParsedDigest {
  const parsed = parseDump(searchDump(inventPapers(papers, 100 + number)));
  if (parsed.kind === 'noPapers') throw new Error('The invented dump has no papers.');
  return parsed.digests[0]!;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
