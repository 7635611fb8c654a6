import { damagedFileRows } from './damagedFiles.ts';
import { databaseRows } from './damagedDatabase.ts';
import { troubleRows } from './diskTrouble.ts';
import { failingCallsRow } from './failingCalls.ts';
import { fileOperationsRow } from './fileOperations.ts';
import { fuzzRow, largeRow } from './fuzzing.ts';
import { instanceRows } from './instances.ts';
import { killRows } from './killed.ts';
import { roundTripRow } from './roundTrips.ts';
import type { Row } from './row.ts';

/** The matrix, in the order of the table. */
export const rows: readonly Row[] = [
  ...killRows,
  fileOperationsRow,
  ...damagedFileRows,
  ...databaseRows,
  ...troubleRows,
  failingCallsRow,
  ...instanceRows,
  fuzzRow,
  largeRow,
  roundTripRow,
];
