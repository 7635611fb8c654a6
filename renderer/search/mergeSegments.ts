import { ABSTRACT_BIT, ABSTRACT_PART, ALL_FIELDS, SLOT_SHIFT, TEXT_FIELDS } from './postings.ts';
import { PositionReader } from './positionReader.ts';
import { termCountOf, type SegmentArrays } from './segment.ts';
import { SegmentWriter } from './segmentWriter.ts';

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
  term: number;
  posting: number;
  end: number;
}

/**
 * Makes one segment of several, leaving out what none of them speaks for any more. Comes to rest after every so many
 * postings, so that questions can be answered meanwhile.
 */
export function* mergeSegments(
  segments: readonly LiveSegment[],
  postingsBetweenRests: number,
): Generator<undefined, SegmentArrays> {
  const sources = segments.map(openSource);
  const writer = new SegmentWriter();
  let work = 0;
  for (;;) {
    const leader = firstInOrder(sources);
    if (leader === undefined) return writer.finish();
    const units = leader.arrays.termUnits;
    const from = leader.arrays.termOffsets[leader.term] as number;
    const to = leader.arrays.termOffsets[leader.term + 1] as number;
    const sharing = sources.filter(source => source === leader || compareHeads(source, leader) === 0);
    for (const source of sharing) {
      source.posting = source.arrays.postingOffsets[source.term] as number;
      source.end = source.arrays.postingOffsets[source.term + 1] as number;
      work += source.end - source.posting;
    }
    mergePostings(writer, sharing);
    writer.endTerm(units, from, to);
    for (const source of sharing) source.term += 1;
    if (work >= postingsBetweenRests) {
      work = 0;
      yield;
    }
  }
}

function openSource({ arrays, live }: LiveSegment): Source {
  return { arrays, live, reader: new PositionReader(arrays), term: 0, posting: 0, end: 0 };
}

function firstInOrder(sources: readonly Source[]): Source | undefined {
  let first: Source | undefined;
  for (const source of sources) {
    if (source.term >= termCountOf(source.arrays)) continue;
    if (first === undefined || compareHeads(source, first) < 0) first = source;
  }
  return first;
}

/** Order of the terms that two sources stand at; one that is through comes last. */
function compareHeads(a: Source, b: Source): number {
  if (a.term >= termCountOf(a.arrays)) return 1;
  const [fromA, fromB] = [a.arrays.termOffsets[a.term] as number, b.arrays.termOffsets[b.term] as number];
  const lengthA = (a.arrays.termOffsets[a.term + 1] as number) - fromA;
  const lengthB = (b.arrays.termOffsets[b.term + 1] as number) - fromB;
  const common = Math.min(lengthA, lengthB);
  for (let at = 0; at < common; at += 1) {
    const difference =
      (a.arrays.termUnits[fromA + at] as number) - (b.arrays.termUnits[fromB + at] as number);
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}

/** Writes the postings of one term from all sources that have it, by slot. */
function mergePostings(writer: SegmentWriter, sources: readonly Source[]): void {
  for (;;) {
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
    if (first === undefined) return;
    if (next === slot) {
      const sharing = sources.filter(source => source.posting < source.end && slotAt(source) === slot);
      joinPostings(writer, sharing, slot);
    } else {
      // Segments mostly hold papers of different times, so that one source gives many in a row.
      do movePosting(writer, first, slotAt(first));
      while (first.posting < first.end && slotAt(first) < next);
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
