import type { DigestId, DumpId, ImportId, Timestamp } from './ids.ts';
import type { DigestYear } from './issued.ts';
import type { DigestHeader, DigestShape, UnplacedLine } from '../digest-format/types.ts';

/** One imported dump page: a dated daily page or a search page. */
export interface Digest {
  readonly id: DigestId;
  readonly dump: DumpId;
  /** Base name of the file it came from; "Pasted text" for a paste. */
  readonly file: string;
  /** Given by the user; else `digestName` makes one from the date or the file. */
  readonly givenName?: string;
  readonly shape: DigestShape;
  readonly header: DigestHeader;
  readonly year: DigestYear;
  readonly imported: Timestamp;
  readonly importId: ImportId;
  readonly listingCount: number;
  /** How many of its papers were not in the library before. */
  readonly newCount: number;
  /** Lines the parser could not place. */
  readonly notUnderstood: readonly UnplacedLine[];
}
