import fc from 'fast-check';
import { goRound } from '../fuzz/backups.ts';
import { anyLibrary } from '../fuzz/libraries.ts';
import type { Row } from './row.ts';

const PORTION = 50;

/** Libraries written into one file and read back. */
export const roundTripRow: Row = {
  name: 'round-trip',
  lane: 'processor',
  title: 'backup round trip of generated libraries, Object.prototype untouched',
  cases: { full: 10_000, quick: 200 },
  async run({ seed, wanted }) {
    const numRuns = Math.min(PORTION, wanted);
    await fc.assert(fc.asyncProperty(anyLibrary, goRound), { seed, numRuns });
    return numRuns;
  },
};
