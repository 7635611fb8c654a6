import type { Timestamp } from '../../../shared/domain/ids.ts';

/** Milliseconds in 12 hexadecimal digits, `-`, a counter in 4. */
const STAMP = /^([0-9a-f]{12})-([0-9a-f]{4})$/u;
const MOST_MS = 0xffff_ffff_ffff;
const MOST_COUNT = 0xffff;

/**
 * The next stamp of the hybrid logical clock (Kulkarni et al., “Logical Physical Clocks”, 2014): the machine's time where it
 * went forward, else the last stamp's time and one more count. Greater than `last` as text, whatever the machine's clock
 * does. `last` is empty before the first stamp.
 */
export function nextStamp(last: string, now: Timestamp): string {
  const [lastMs, lastCount] = parse(last);
  const time = Number.isFinite(now) ? Math.min(Math.max(0, Math.floor(now)), MOST_MS) : 0;
  if (time > lastMs) return format(time, 0);
  return lastCount < MOST_COUNT ? format(lastMs, lastCount + 1) : format(lastMs + 1, 0);
}

/** The time in a stamp; 0 for the empty one. */
export function stampTime(stamp: string): Timestamp {
  return Math.max(0, parse(stamp)[0]);
}

/** The later of the clock that never goes back and the machine's. */
export function steadyTime(stamp: string, now: Timestamp): Timestamp {
  return Math.max(stampTime(stamp), now);
}

function parse(stamp: string): [ms: number, count: number] {
  const found = STAMP.exec(stamp);
  return found ? [parseInt(found[1]!, 16), parseInt(found[2]!, 16)] : [-1, 0];
}

function format(ms: number, count: number): string {
  return `${ms.toString(16).padStart(12, '0')}-${count.toString(16).padStart(4, '0')}`;
}
