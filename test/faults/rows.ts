import { databaseRows } from './damagedDatabase.ts';
import { troubleRows } from './diskTrouble.ts';
import { fuzzRow, largeRow } from './fuzzing.ts';
import { instanceRows } from './instances.ts';
import { killRows } from './killed.ts';
import { roundTripRow } from './roundTrips.ts';
import type { Row } from './row.ts';

/** The matrix, in the order of the table. */
export const rows: readonly Row[] = [
  ...killRows,
  ...databaseRows,
  ...troubleRows,
  ...instanceRows,
  fuzzRow,
  largeRow,
  roundTripRow,
];
