import type { PrintedDate } from '../domain/issued.ts';
import type { Line } from './lines.ts';
import {
  SUBSCRIBE,
  headerKind,
  isSubmittedBy,
  isUserName,
  namesSubmitter,
  promotionAtEnd,
  readDateLine,
} from './lineKinds.ts';
import type { HeaderKind } from './lineKinds.ts';

/** One page of a file: its header and everything up to the next header. */
export interface Segment {
  readonly header: readonly Line[];
  readonly date: PrintedDate | undefined;
  readonly kinds: ReadonlySet<HeaderKind>;
  /** True when `Subscribe` was glued to the first title. */
  readonly glued: boolean;
  /** True when the header has a line that only such pages have. */
  readonly certain: boolean;
  readonly body: readonly Line[];
  /** `Submitted by` and the names of users. */
  readonly submitters: readonly Line[];
  /** Lines in the midst of the header that no header has. */
  readonly strange: readonly Line[];
}

/** The order of header lines: going back means that another header begins. A date comes last. */
const PLACE: Record<HeaderKind | 'date', number> = {
  new: 0,
  promotion: 1,
  subscribe: 2,
  section: 3,
  curator: 4,
  date: 5,
};
/** How many lines that are not known may stand between two lines of one header. */
const MOST_STRANGE_LINES = 2;

/**
 * Cuts a file into its pages: where a header begins, a page begins. `Subscribe` is cut off the title it is glued to,
 * and `Submitted by` lines with their user names are set apart.
 */
export function splitSegments(lines: readonly Line[]): Segment[] {
  const cut = cutSubscribe(lines);
  const segments: Segment[] = [];
  let header = readHeader(cut, 0);
  let body: Line[] = [];
  for (let at = header?.end ?? 0; at < cut.lines.length;) {
    const next = readHeader(cut, at);
    if (next) {
      segments.push(makeSegment(header, body));
      header = next;
      body = [];
      at = next.end;
    } else {
      body.push(cut.lines[at] as Line);
      at += 1;
    }
  }
  segments.push(makeSegment(header, body));
  return joinBareHeaders(
    segments.filter(
      segment => segment.header.length > 0 || segment.body.length > 0 || segment.submitters.length > 0,
    ),
  );
}

interface CutLines {
  readonly lines: readonly Line[];
  /** The `Subscribe` lines that were glued to what follows. */
  readonly glued: ReadonlySet<Line>;
}

function cutSubscribe(lines: readonly Line[]): CutLines {
  const cut: Line[] = [];
  const glued = new Set<Line>();
  lines.flatMap(cutNextFile).forEach((line, at, whole) => {
    const rest = gluedToSubscribe(line.text, whole[at - 1]);
    if (rest === undefined) {
      cut.push(line);
      return;
    }
    const button = { ...line, text: SUBSCRIBE };
    glued.add(button);
    cut.push(button, { number: line.number, text: rest, afterBlank: false });
  });
  return { lines: cut, glued };
}

/** Parts the last line of a file without a final newline from the header of the file that was put behind it. */
function cutNextFile(line: Line, at: number, lines: readonly Line[]): Line[] {
  const start = startOfNextFile(line.text, lines[at + 1]);
  if (start <= 0) return [line];
  return [
    { ...line, text: line.text.slice(0, start).trim() },
    { number: line.number, text: line.text.slice(start), afterBlank: false },
  ];
}

function startOfNextFile(text: string, below: Line | undefined): number {
  const promotion = promotionAtEnd(text);
  if (promotion !== undefined) return text.length - promotion.length;
  const isNew = below !== undefined && headerKind(below.text) === 'promotion';
  // "…in 2021new", "…rate.new"; but not "renew" nor "is new", which may end an abstract.
  return isNew ? text.search(/(?<=[^\p{L}\s-])new$/u) : -1;
}

/** What is glued to `Subscribe`: anything below a promotion; at the start of a file only what can't be a word ("Subscribers"). */
function gluedToSubscribe(text: string, previous: Line | undefined): string | undefined {
  if (!text.startsWith(SUBSCRIBE) || text === SUBSCRIBE) return undefined;
  const rest = text.slice(SUBSCRIBE.length).trim();
  if (isSubmittedBy(rest)) return rest;
  const above = previous && headerKind(previous.text);
  if (above === 'promotion' || above === 'new') return rest;
  return previous === undefined && !/^[\p{Ll}\s]/u.test(text.slice(SUBSCRIBE.length)) ? rest : undefined;
}

interface ReadHeader {
  readonly lines: readonly Line[];
  readonly strange: readonly Line[];
  readonly kinds: ReadonlySet<HeaderKind>;
  readonly date: PrintedDate | undefined;
  readonly glued: boolean;
  /** Index of the first line behind it. */
  readonly end: number;
}

function readHeader(cut: CutLines, start: number): ReadHeader | undefined {
  const { lines, glued } = cut;
  if (!beginsHeader(lines, start)) return undefined;
  const found: Line[] = [];
  const strange: Line[] = [];
  const kinds = new Set<HeaderKind>();
  let date: PrintedDate | undefined;
  let place = 0;
  let end = start;
  for (let at = start; at < lines.length && at - end <= MOST_STRANGE_LINES; at += 1) {
    const line = lines[at] as Line;
    const kind = placeableKind(line, place);
    // A date that follows a strange line may as well be that line's own: it ends the header.
    if (kind === undefined || (kind === 'date' && (date || at > end))) {
      if (headerKind(line.text) !== undefined) break;
      continue;
    }
    strange.push(...lines.slice(end, at));
    found.push(line);
    if (kind === 'date') date = readDateLine(line.text)?.date;
    else kinds.add(kind);
    place = PLACE[kind];
    end = at + 1;
    if (glued.has(line) && placeableKind(lines[end], place) === undefined) break;
  }
  return { lines: found, strange, kinds, date, glued: found.some(line => glued.has(line)), end };
}

function placeableKind(line: Line | undefined, place: number): HeaderKind | 'date' | undefined {
  if (line === undefined) return undefined;
  const kind = headerKind(line.text) ?? (isHeaderDate(line.text) ? 'date' : undefined);
  return kind !== undefined && PLACE[kind] >= place ? kind : undefined;
}

function isHeaderDate(text: string): boolean {
  const read = readDateLine(text);
  return read !== undefined && read.commentCount === undefined;
}

/** `new` and a date begin a header only above a line that is certain, or at the start of the file. */
function beginsHeader(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  if (line === undefined) return false;
  const kind = headerKind(line.text);
  if (kind !== undefined && kind !== 'new') return true;
  if (at === 0) return kind === 'new' || isHeaderDate(line.text);
  const below = lines[at + 1];
  return kind === 'new' && below !== undefined && headerKind(below.text) !== undefined;
}

function makeSegment(header: ReadHeader | undefined, lines: readonly Line[]): Segment {
  const { body, submitters } = setSubmittersApart(lines);
  const kinds = header?.kinds ?? new Set<HeaderKind>();
  return {
    header: header?.lines ?? [],
    date: header?.date,
    kinds,
    glued: header?.glued ?? false,
    certain: [...kinds].some(kind => kind !== 'new'),
    body,
    submitters,
    strange: header?.strange ?? [],
  };
}

function setSubmittersApart(lines: readonly Line[]): { body: Line[]; submitters: Line[] } {
  const body: Line[] = [];
  const submitters: Line[] = [];
  let nameExpected = false;
  for (const line of lines) {
    const submittedBy = isSubmittedBy(line.text);
    if (submittedBy || (nameExpected && isUserName(line.text))) submitters.push(line);
    else body.push(line);
    nameExpected = submittedBy && !namesSubmitter(line.text);
  }
  return { body, submitters };
}

/** Headers right above another one (a page saved twice, a banner) belong to it. */
function joinBareHeaders(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  let above: Segment[] = [];
  for (const segment of segments) {
    above.push(segment);
    if (segment.body.length + segment.submitters.length === 0 && segment !== segments.at(-1)) continue;
    joined.push(above.length === 1 ? segment : joinHeaders(above, segment));
    above = [];
  }
  return joined;
}

function joinHeaders(segments: readonly Segment[], last: Segment): Segment {
  return {
    ...last,
    header: segments.flatMap(segment => segment.header),
    date: segments.reduce<PrintedDate | undefined>((date, segment) => segment.date ?? date, undefined),
    kinds: new Set(segments.flatMap(segment => [...segment.kinds])),
    certain: segments.some(segment => segment.certain),
    strange: segments.flatMap(segment => segment.strange),
  };
}
