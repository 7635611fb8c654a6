import type { Author } from './author.ts';
import type { Timestamp } from './ids.ts';
import type { PartialDate } from './issued.ts';

/** What can be known of a work itself, whoever tells it. Texts as told; identifiers as `identifiers.ts` makes them. */
export interface Details {
  readonly title?: string;
  readonly abstract?: string;
  /** In the order of the paper; never empty. */
  readonly authors?: readonly Author[];
  readonly issued?: PartialDate;
  /** Journal, conference or publisher, in words. */
  readonly venue?: string;
  readonly organisation?: string;
  /** In lower case, without the resolver's address: `10.1000/182`. */
  readonly doi?: string;
  /** `2310.01234` or `cs/0301001`, without version. */
  readonly arxiv?: string;
  /** Such as `cs.LG`. */
  readonly arxivClass?: string;
  /** An http or https address. */
  readonly url?: string;
}

export type DetailName = keyof Details;
export const DETAIL_NAMES: readonly DetailName[] = [
  'title',
  'authors',
  'issued',
  'venue',
  'organisation',
  'doi',
  'arxiv',
  'arxivClass',
  'url',
  'abstract',
];

/** Who told a detail that no digest printed: a file of references, a look-up at a service, or the user's hand. */
export interface Origin {
  readonly kind: 'file' | 'lookUp' | 'hand';
  /** Name of the file, or of the service. */
  readonly from?: string;
  readonly at: Timestamp;
}

/** Who told each detail; one that is left out follows from the listings. */
export type Origins = { readonly [D in DetailName]?: Origin };
