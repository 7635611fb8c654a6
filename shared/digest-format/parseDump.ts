import type { Body, ShapeReader } from './body.ts';
import { dailyDetails } from './dailyDetails.ts';
import { dailyPlain } from './dailyPlain.ts';
import type { Line } from './lines.ts';
import { isBinaryText, scanLines } from './lines.ts';
import { isPlausible } from './plausible.ts';
import { searchCompact } from './searchCompact.ts';
import type { Segment } from './segments.ts';
import { splitSegments } from './segments.ts';
import type { NoPapersReason, ParsedDigest, ParsedDump, UnplacedLine } from './types.ts';

/** The first that fits reads a page. */
const READERS: readonly ShapeReader[] = [dailyDetails, dailyPlain, searchCompact];

/**
 * Reads the text of a dump: one digest, or several where dumps were put one behind the other. Every line that is not
 * blank becomes part of a header, a title, an abstract, a byline or a date, or is reported as not understood. Texts are
 * kept as they are, without the white space around them. Linear in the text; never throws.
 */
export function parseDump(text: string): ParsedDump {
  const lines = scanLines(text);
  if (lines.length === 0) return { kind: 'noPapers', reason: 'empty' };
  if (isBinaryText(text)) return { kind: 'noPapers', reason: 'binary' };
  if (isShredded(lines)) return { kind: 'noPapers', reason: 'notADigest' };
  const segments = splitSegments(lines);
  const digests = readDigests(segments);
  if (digests.length > 0) return { kind: 'digests', digests };
  return { kind: 'noPapers', reason: whyNoPapers(segments) };
}

/** True for a long file of lines of a few characters, such as a column of numbers: not worth the seconds it would take. */
function isShredded(lines: readonly Line[]): boolean {
  if (lines.length < 20_000) return false;
  return lines.reduce((sum, line) => sum + line.text.length, 0) < lines.length * 8;
}

function readDigests(segments: readonly Segment[]): ParsedDigest[] {
  const digests: { parsed: ParsedDigest; notUnderstood: (readonly Line[])[] }[] = [];
  // The lines of pages without papers are reported with the digest that follows, or else with the last one.
  let unread: (readonly Line[])[] = [];
  for (const segment of segments) {
    const reader = pickReader(segment);
    const body = reader.readBody(segment.body);
    if (isPlausible(segment, body)) {
      const notUnderstood = [...segment.strange, ...segment.submitters, ...body.notUnderstood];
      digests.push({ parsed: makeDigest(reader, segment, body), notUnderstood: [...unread, notUnderstood] });
      unread = [];
    } else unread.push([...segment.header, ...segment.strange, ...segment.submitters, ...segment.body]);
  }
  for (const lines of unread) digests.at(-1)?.notUnderstood.push(lines);
  return digests.map(({ parsed, notUnderstood }) => ({ ...parsed, notUnderstood: unplaced(notUnderstood) }));
}

function pickReader(segment: Segment): ShapeReader {
  return READERS.find(reader => reader.fits(segment)) ?? dailyPlain;
}

function makeDigest(reader: ShapeReader, segment: Segment, body: Body): ParsedDigest {
  const lines = segment.header.map(line => line.text);
  const header = segment.date ? { date: segment.date, lines } : { lines };
  return { shape: reader.shape, header, listings: body.listings, notUnderstood: [] };
}

function unplaced(lines: readonly (readonly Line[])[]): UnplacedLine[] {
  const inOrder = lines.flat().sort((a, b) => a.number - b.number);
  return inOrder.map(({ number, text }) => ({ line: number, text }));
}

function whyNoPapers(segments: readonly Segment[]): NoPapersReason {
  const page = segments.some(
    segment => segment.submitters.length > 0 || (segment.certain && segment.body.length === 0),
  );
  return page ? 'pageWithoutTitles' : 'notADigest';
}
