import type { Body, Details, ShapeReader } from './body.ts';
import { makeListing } from './body.ts';
import type { Line } from './lines.ts';
import {
  isNoise,
  isOrganisation,
  isSeparator,
  looksLikeBrokenDate,
  looksLikeHandle,
  readAuthorCount,
  readDateLine,
} from './lineKinds.ts';
import type { Block, PairedBlock } from './pairing.ts';
import { pairUp } from './pairing.ts';
import type { ParsedListing } from './types.ts';

/** A daily page with details: below title and abstract a byline, `·` and a date with or without a comment count. */
export const dailyDetails: ShapeReader = {
  shape: 'daily-details',
  fits: ({ body }) => body.filter(line => isSeparator(line.text) || readDetail(line.text)).length > 1,
  readBody,
};

/** One paper's lines, if nothing is missing: title and abstract, and the lines below that tell more. */
interface Entry {
  readonly lines: Line[];
  readonly tail: { readonly line: Line; readonly details: Details }[];
}

function readBody(lines: readonly Line[]): Body {
  const { entries, noise } = cutIntoEntries(lines);
  const blocks: Block[] = entries.map(entry => ({ lines: entry.lines, closed: entry.tail.length > 0 }));
  const listings: ParsedListing[] = [];
  const notUnderstood = noise;
  pairUp(blocks).forEach((block, at) => {
    addListings(listings, notUnderstood, block, entries[at]?.tail ?? []);
  });
  return { listings, notUnderstood };
}

/** The tail belongs to the last paper above it. A tail that tells nothing, or belongs to no paper, is not understood. */
function addListings(
  listings: ParsedListing[],
  notUnderstood: Line[],
  { pairs, orphans }: PairedBlock,
  tail: Entry['tail'],
): void {
  for (const orphan of orphans) notUnderstood.push(orphan);
  let details: Details = {};
  const last = pairs.at(-1);
  const tells = tail.some(part => Object.keys(part.details).length > 0);
  for (const part of tail) {
    const twice = Object.keys(part.details).some(key => key in details);
    if (last && tells && !twice) details = { ...details, ...part.details };
    else notUnderstood.push(part.line);
  }
  for (const pair of pairs) {
    listings.push(makeListing(listings.length + 1, pair, pair === last ? details : {}));
  }
}

function cutIntoEntries(lines: readonly Line[]): { entries: Entry[]; noise: Line[] } {
  const entries: Entry[] = [];
  const noise: Line[] = [];
  let entry: Entry = { lines: [], tail: [] };
  const closeEntry = (): void => {
    if (entry.tail.length === 0) return;
    entries.push(entry);
    entry = { lines: [], tail: [] };
  };
  lines.forEach((line, at) => {
    const details = isSeparator(line.text)
      ? {}
      : (readDetail(line.text) ?? readOrganisation(line.text, lines[at + 1], entry));
    if (details) entry.tail.push({ line, details });
    else if (isBrokenDetail(line.text, lines[at - 1], lines[at + 1])) noise.push(line);
    else {
      // Noise below a tail is what is left of another paper, whose tail must not go to the one above.
      closeEntry();
      (isNoise(line.text) ? noise : entry.lines).push(line);
    }
  });
  entries.push(entry);
  return { entries, noise };
}

function readDetail(text: string): Details | undefined {
  const authorCount = readAuthorCount(text);
  if (authorCount !== undefined) return { authorCount };
  const read = readDateLine(text);
  if (read === undefined) return undefined;
  const { date, commentCount } = read;
  return commentCount === undefined ? { issued: date } : { issued: date, commentCount };
}

/**
 * The line above `·` or a date is an organisation if it reads like one. Below a title alone it could be a short abstract:
 * there it must not end like a sentence.
 */
function readOrganisation(text: string, below: Line | undefined, entry: Entry): Details | undefined {
  if (below === undefined || entry.tail.length > 0 || entry.lines.length === 0) return undefined;
  if (!isSeparator(below.text) && readDateLine(below.text) === undefined) return undefined;
  const belowAbstract = entry.lines.length > 1;
  const reads = isOrganisation(text)
    ? belowAbstract || !/[.!?]$/u.test(text)
    : belowAbstract && looksLikeHandle(text);
  return reads ? { organisation: text } : undefined;
}

/** A byline or a date that was damaged: above `·` something behind a bullet, below it something like a date. */
function isBrokenDetail(text: string, above: Line | undefined, below: Line | undefined): boolean {
  if (above && isSeparator(above.text)) return looksLikeBrokenDate(text);
  return below !== undefined && isSeparator(below.text) && text.startsWith('•') && text.length <= 80;
}
