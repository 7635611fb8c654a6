import type { Timestamp } from '../../../shared/domain/ids.ts';
import type { Change, RowCounts } from '../../../shared/library/change.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import { describeCommand } from '../../../shared/library/describe.ts';
import type { MemoryLibrary } from '../../../shared/library/memory.ts';
import { namedFields } from '../../../shared/library/namedFields.ts';
import { planCommand } from '../../../shared/library/planCommand.ts';
import type { AskedLibrary } from '../../../shared/library/runAsked.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { memoryOf } from './memoryOf.ts';
import type { WholeState } from './reading.ts';

export interface FilesLibraryOptions {
  /** The library as the files have it. */
  readonly whole: WholeState;
  readonly now: () => Timestamp;
  /** Resolves when the changes are on the disk. */
  readonly append: (changes: readonly Change[]) => Promise<unknown>;
}

/**
 * A library without a page: it plans and journals commands exactly as a page does. After a change that could not be
 * written it is of no more use.
 */
export class FilesLibrary implements AskedLibrary {
  readonly #memory: MemoryLibrary;
  readonly #options: FilesLibraryOptions;
  #seq: number;

  constructor(options: FilesLibraryOptions) {
    this.#options = options;
    this.#memory = memoryOf(options.whole);
    this.#seq = options.whole.progress.seq;
  }

  get state(): LibraryState {
    return this.#memory.state;
  }

  run(
    command: LibraryCommand,
    { group, groupLabel }: { readonly group?: string; readonly groupLabel?: string } = {},
  ): ReturnType<AskedLibrary['run']> {
    const planned = planCommand(this.state, command);
    const label = describeCommand(command, this.state, planned);
    const patches = namedFields(planned, (table, id) => this.#memory.row(table, id));
    if (patches.length === 0) return { label, changed: false, saved: Promise.resolve() };
    this.#memory.applyPatches(patches);
    this.#seq += 1;
    const change: Change = {
      seq: this.#seq,
      name: command.name,
      label: groupLabel ?? label,
      ...(group !== undefined && { group }),
      at: this.#options.now(),
      patches,
      counts: rowCounts(this.state),
      nextSerial: this.state.nextSerial,
    };
    const saved = this.#options.append([change]).then(() => undefined);
    // Told where it is awaited.
    saved.catch(() => undefined);
    return { label, changed: true, saved };
  }
}

function rowCounts({
  papers,
  notes,
  digests,
  collections,
  savedSearches,
  citationKeys,
}: LibraryState): RowCounts {
  return {
    papers: papers.size,
    notes: notes.size,
    digests: digests.size,
    collections: collections.size,
    savedSearches: savedSearches.size,
    citationKeys: citationKeys.size,
  };
}
