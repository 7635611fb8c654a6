import { ABSTRACT_BIT, ABSTRACT_PART, ALL_FIELDS, SLOT_SHIFT, TEXT_FIELDS } from './postings.ts';
import { PositionReader } from './positionReader.ts';
import { termAt, termCountOf, type SegmentArrays } from './segment.ts';
import { SegmentWriter, type SegmentRoom } from './segmentWriter.ts';

/** A segment, and by slot the fields (as bits) that it still speaks for. */
export interface LiveSegment {
  readonly arrays: SegmentArrays;
  readonly live: Uint8Array<ArrayBuffer>;
}

/** A segment being read along with others. */
interface Source {
  readonly arrays: SegmentArrays;
  readonly live: Uint8Array;
  readonly reader: PositionReader;
  /** The term at place `term`. */
  head: string;
  term: number;
  posting: number;
  end: number;
}

/** A number is written only where there is room for a long one. */
const SPARE_BYTES = 8;
/** Finding the next term takes as long as so many postings. */
const WORK_OF_A_TERM = 4;

/** What may be done until the next rest. */
interface Budget {
  postings: number;
}

/**
 * Makes one segment of several, leaving out what none of them speaks for any more. Comes to rest after every so many
 * postings, so that questions can be answered meanwhile.
 */
export function* mergeSegments(
  segments: readonly LiveSegment[],
  postingsBetweenRests: number,
): Generator<undefined, SegmentArrays> {
  const writer = new SegmentWriter(roomFor(segments));
  /** By the term they stand at. */
  const waiting: Source[] = [];
  for (const segment of segments) insert(waiting, openSource(segment));
  const budget: Budget = { postings: postingsBetweenRests };
  for (;;) {
    const [leader] = waiting;
    if (leader === undefined) return yield* writer.finish();
    let count = 1;
    while (waiting[count]?.head === leader.head) count += 1;
    const sharing = waiting.splice(0, count);
    for (const source of sharing) {
      source.posting = source.arrays.postingOffsets[source.term] as number;
      source.end = source.arrays.postingOffsets[source.term + 1] as number;
    }
    while (mergePostings(writer, sharing, budget) === 'more') {
      budget.postings = postingsBetweenRests;
      yield;
    }
    const { termUnits, termOffsets } = leader.arrays;
    writer.endTerm(termUnits, termOffsets[leader.term] as number, termOffsets[leader.term + 1] as number);
    for (const source of sharing) {
      source.term += 1;
      insert(waiting, source);
    }
    budget.postings -= WORK_OF_A_TERM;
  }
}

/** As much as they hold together: an array that grew while it is written would be copied, all at once. */
function roomFor(segments: readonly LiveSegment[]): SegmentRoom {
  const sum = (count: (arrays: SegmentArrays) => number): number =>
    segments.reduce((total, { arrays }) => total + count(arrays), 0);
  return {
    terms: sum(termCountOf),
    units: sum(({ termUnits }) => termUnits.length),
    postings: sum(({ postings }) => postings.length),
    short: sum(({ shortPostings }) => shortPostings.length),
    positions: sum(({ positions }) => positions.length) + SPARE_BYTES,
  };
}

function openSource({ arrays, live }: LiveSegment): Source {
  return { arrays, live, reader: new PositionReader(arrays), head: '', term: 0, posting: 0, end: 0 };
}

/** Puts a source in order by its next term; one that is through is left out. */
function insert(waiting: Source[], source: Source): void {
  if (source.term >= termCountOf(source.arrays)) return;
  source.head = termAt(source.arrays, source.term);
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((waiting[middle] as Source).head < source.head) low = middle + 1;
    else high = middle;
  }
  waiting.splice(low, 0, source);
}

/** Writes the postings of one term from all sources that have it, by slot, as many as may be: `more` if some are left. */
function mergePostings(writer: SegmentWriter, sources: readonly Source[], budget: Budget): 'done' | 'more' {
  for (;;) {
    if (budget.postings <= 0) return 'more';
    let first: Source | undefined;
    let slot = Infinity;
    let next = Infinity;
    for (const source of sources) {
      const here = source.posting < source.end ? slotAt(source) : Infinity;
      if (here < slot) {
        next = slot;
        slot = here;
        first = source;
      } else if (here < next) {
        next = here;
      }
    }
    if (first === undefined) return 'done';
    if (next === slot) {
      const sharing = sources.filter(source => source.posting < source.end && slotAt(source) === slot);
      joinPostings(writer, sharing, slot);
      budget.postings -= sharing.length;
    } else {
      // Segments mostly hold papers of different times, so that one source gives many in a row.
      do {
        movePosting(writer, first, slotAt(first));
        budget.postings -= 1;
      } while (first.posting < first.end && slotAt(first) < next && budget.postings > 0);
    }
  }
}

function slotAt({ arrays, posting }: Source): number {
  return (arrays.postings[posting] as number) >>> SLOT_SHIFT;
}

/** Copies a posting, or what is live of it. */
function movePosting(writer: SegmentWriter, source: Source, slot: number): void {
  const posting = source.arrays.postings[source.posting] as number;
  const kept = posting & ALL_FIELDS & (source.live[slot] as number);
  source.posting += 1;
  if (kept === 0) {
    source.reader.skip(posting);
    return;
  }
  writer.startPosting();
  if (kept === (posting & ALL_FIELDS)) {
    source.reader.copy(posting, writer.positions);
    writer.endPosting(posting);
    return;
  }
  for (let field = 0; field < TEXT_FIELDS.length; field += 1) moveField(writer, source, posting, kept, field);
  writer.endPosting(partOf(posting, kept));
}

/** Different fields of one paper, from several sources. */
function joinPostings(writer: SegmentWriter, sources: readonly Source[], slot: number): void {
  let joined = 0;
  const parts = sources.map(source => {
    const posting = source.arrays.postings[source.posting] as number;
    const kept = posting & ALL_FIELDS & (source.live[slot] as number);
    if (kept !== 0) joined = (joined | partOf(posting, kept)) >>> 0;
    source.posting += 1;
    return { source, posting, kept };
  });
  if (joined !== 0) writer.startPosting();
  for (let field = 0; field < TEXT_FIELDS.length; field += 1) {
    for (const { source, posting, kept } of parts) moveField(writer, source, posting, kept, field);
  }
  if (joined !== 0) writer.endPosting(joined);
}

function moveField(
  writer: SegmentWriter,
  source: Source,
  posting: number,
  kept: number,
  field: number,
): void {
  const bit = 1 << field;
  if ((posting & bit) === 0) return;
  if ((kept & bit) === 0) source.reader.skipField(posting, field);
  else source.reader.copyField(posting, field, writer.positions);
}

/** What of a posting belongs to some of its fields. */
function partOf(posting: number, kept: number): number {
  const others = ALL_FIELDS & ~kept;
  return (posting & ~((others & ABSTRACT_BIT) === 0 ? others : others | ABSTRACT_PART)) >>> 0;
}
