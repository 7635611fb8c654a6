import type { DigestShape, ParsedListing } from './types.ts';
import type { Line } from './lines.ts';
import { isNoise, readAuthorCount, readDateLine } from './lineKinds.ts';
import type { Pair } from './pairing.ts';
import { pairUp } from './pairing.ts';
import type { Segment } from './segments.ts';

/** What stands below a header: papers in order, and the lines that found no place. */
export interface Body {
  readonly listings: readonly ParsedListing[];
  readonly notUnderstood: readonly Line[];
}

/** Reads the pages of one shape. */
export interface ShapeReader {
  readonly shape: DigestShape;
  /** True when a page looks like this shape. */
  fits(segment: Segment): boolean;
  readBody(lines: readonly Line[]): Body;
}

/** What a details page prints below a paper. */
export type Details = Omit<ParsedListing, 'rank' | 'title' | 'abstract'>;

/** A listing from its lines; the lines of an abstract are joined by `\n`. */
export function makeListing(rank: number, pair: Pair, details: Details = {}): ParsedListing {
  const abstract = pair.abstract.map(line => line.text).join('\n');
  return { rank, title: pair.title.text, abstract, ...details };
}

/** Reads lines that are titles and abstracts in turn, as both plain shapes have them. */
export function readTitlesAndAbstracts(lines: readonly Line[]): Body {
  const own: Line[] = [];
  const foreign: Line[] = [];
  for (const line of lines) (isForeign(line) ? foreign : own).push(line);
  const [block] = pairUp([{ lines: own, closed: false }]);
  return {
    listings: (block?.pairs ?? []).map((pair, at) => makeListing(at + 1, pair)),
    notUnderstood: [...foreign, ...(block?.orphans ?? [])],
  };
}

function isForeign({ text }: Line): boolean {
  return isNoise(text) || readDateLine(text) !== undefined || readAuthorCount(text) !== undefined;
}
