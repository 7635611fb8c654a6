import * as v from 'valibot';
import { readKeyPattern } from '../citation/keyPattern.ts';

const pattern = v.pipe(
  v.string(),
  v.maxLength(200),
  v.check(text => readKeyPattern(text).ok, 'a pattern of citation keys'),
);

/** Calls about citation keys. The pattern of new ones is the installation's, so that the command line follows it too. */
export const keysCalls = {
  /** The pattern that the user chose for papers to come. */
  'keys.pattern': v.strictObject({}),
  'keys.choosePattern': v.strictObject({ pattern }),
} as const;

export interface KeysResults {
  /** Null where none was chosen. */
  'keys.pattern': string | null;
  'keys.choosePattern': null;
}
