import { assertNever } from '../domain/assertNever.ts';
import type { NoPapersReason } from './types.ts';

/** Why a file holds no papers, in words that follow "because": "it is empty". */
export function describeNoPapers(reason: NoPapersReason): string {
  switch (reason) {
    case 'empty':
      return 'it is empty';
    case 'binary':
      return 'it is a binary file, not text';
    case 'pageWithoutTitles':
      return 'it is a page without titles: it has “Submitted by” lines and user names, or a header alone';
    case 'notADigest':
      return 'it is not a digest: no titles with abstracts were found in it, and it is no other kind of file that is read';
    default:
      return assertNever(reason);
  }
}
