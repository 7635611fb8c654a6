import { seededRandom } from '../inventedDumps.ts';
import { DiskModel, type DiskStep, type Fate } from './diskModel.ts';
import { MemoryDisk } from './memoryDisk.ts';

/** A disk as it may be found after a power cut. */
export interface CrashState {
  readonly disk: MemoryDisk;
  /** So many steps had been done. */
  readonly steps: number;
  /** What had been promised by then. */
  readonly marks: readonly string[];
  /** What became of what was not synced, in a word. */
  readonly fate: string;
}

export interface CrashOptions {
  readonly seed: number;
  /** What the disk held before the first step. */
  readonly before?: Iterable<readonly [path: string, content: Uint8Array | string | 'folder']>;
  /** Further fates by chance at every step; 2 unless told. */
  readonly byChance?: number;
}

const all = (bytes: number): { bytes: number } => ({ bytes });
const none = (): { bytes: number } => ({ bytes: 0 });

/**
 * The states in which a disk may be found when the power is cut after any of the steps: everything that was not synced is
 * lost, or kept; names last and content does not, is torn at some byte, or is zeros; content lasts and names do not; and
 * each of these by chance, file by file and name by name. One
 * state only where everything was synced. The same for the same seed.
 */
export function* crashStates(steps: readonly DiskStep[], options: CrashOptions): Generator<CrashState> {
  const { seed, before = [], byChance = 2 } = options;
  const random = seededRandom(seed);
  const model = new DiskModel();
  let inode = -1;
  for (const [path, content] of before) {
    model.place(path, content === 'folder' ? content : Buffer.from(content), inode--);
  }
  const marks: string[] = [];
  const fates = [...plainFates(random), ...Array.from({ length: byChance }, () => chanceFate(random))];
  for (const [index, step] of steps.entries()) {
    model.apply(step);
    if (step.op === 'mark') marks.push(step.name);
    for (const [fate, decides] of model.isSettled ? fates.slice(0, 1) : fates) {
      const disk = new MemoryDisk(model.afterPowerCut(decides));
      yield { disk, steps: index + 1, marks: [...marks], fate };
    }
  }
}

type NamedFate = readonly [name: string, fate: Fate];

function plainFates(random: () => number): NamedFate[] {
  const part = (count: number): number => Math.floor(random() * (count + 1));
  const lasts = (): boolean => true;
  return [
    ['lost', { lasts: () => false, keeps: none }],
    ['kept', { lasts, keeps: all }],
    ['content lost', { lasts, keeps: none }],
    ['names lost', { lasts: () => false, keeps: all }],
    ['torn', { lasts, keeps: count => ({ bytes: part(count) }) }],
    ['zeros', { lasts, keeps: count => ({ bytes: count, zerosFrom: part(count) }) }],
  ];
}

function chanceFate(random: () => number): NamedFate {
  const keeps: Fate['keeps'] = count => {
    const kept = Math.floor(random() * (count + 1));
    const chance = random();
    if (chance < 0.25) return { bytes: 0 };
    if (chance < 0.5) return { bytes: count };
    return chance < 0.75 ? { bytes: kept } : { bytes: count, zerosFrom: kept };
  };
  return ['by chance', { lasts: () => random() < 0.5, keeps }];
}
