import { fuzzRow, largeRow } from './fuzzing.ts';
import type { Row } from './row.ts';

/** The matrix, in the order of the table. */
export const rows: readonly Row[] = [fuzzRow, largeRow];
