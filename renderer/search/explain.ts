import { isIdeographic, squeezedWords, termsOfWord } from '../../shared/query/tokenize.ts';
import type { QueryNode, TextNode } from '../../shared/query/types.ts';
import { firstFrom } from './matchPhrase.ts';
import type { TextMatcher } from './matchText.ts';
import { ALL_FIELDS, SLOT_SHIFT, TEXT_FIELDS, fieldBit } from './postings.ts';
import type { MatchKind } from './ranking.ts';
import { findTerm, placesStartingWith, termAt, type SegmentArrays } from './segment.ts';
import type { OwnedSegment, TextIndex } from './textIndex.ts';
import { findNearTerms } from './typos.ts';
import type { MatchPlace, MatchReason, ReasonKind } from './types.ts';
import { otherForms, otherNumbers } from './wordForms.ts';

/** Why a paper matches the words of a query: one reason a word or phrase that it holds. */
export function explainTexts(
  node: QueryNode,
  slot: number,
  index: TextIndex,
  matcher: TextMatcher,
): MatchReason[] {
  return textNodesOf(node).flatMap(({ kind, text, field }) => {
    const fields = field === undefined ? ALL_FIELDS : fieldBit(field);
    const parts = kind === 'phrase' ? [text] : squeezedWords(text);
    return parts.flatMap((part): MatchReason[] => {
      const points = matcher.match(kind, part, fields).scores[slot] ?? 0;
      if (points === 0) return [];
      const word = part.trim();
      const places = TEXT_FIELDS.flatMap((inField): MatchPlace[] => {
        const bit = fields & fieldBit(inField);
        if (bit === 0 || (matcher.match(kind, part, bit).scores[slot] ?? 0) === 0) return [];
        const best = kind === 'phrase' ? undefined : bestTerm(index, part, slot, bit);
        return [{ field: inField, term: best?.term ?? word, kind: best?.kind ?? 'phrase' }];
      });
      // Sorting keeps the order of the fields among places of one kind.
      places.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
      return [{ word, places, points }];
    });
  });
}

/** Best first. */
const KINDS: readonly ReasonKind[] = ['phrase', 'exact', 'number', 'form', 'prefix', 'typo', 'typos'];

/** What must be there; what must not is no reason. */
function textNodesOf(node: QueryNode): TextNode[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.nodes.flatMap(textNodesOf);
    case 'word':
    case 'phrase':
      return [node];
    default:
      return [];
  }
}

interface FoundTerm {
  readonly term: string;
  readonly kind: MatchKind;
}

/** The term through which a paper matches a word best; undefined if only pieces of the word in a row do. */
function bestTerm(index: TextIndex, word: string, slot: number, fields: number): FoundTerm | undefined {
  if (isIdeographic(word)) return undefined;
  const term = termsOfWord(word).at(-1) ?? word;
  const whole: readonly (readonly [MatchKind, readonly string[]])[] = [
    ['exact', [term]],
    ['number', otherNumbers(term)],
    ['form', otherForms(term)],
  ];
  for (const [kind, terms] of whole) {
    const found = terms.find(one =>
      index.segments.some(segment => holds(segment, findTerm(segment.arrays, one), slot, fields)),
    );
    if (found !== undefined) return { term: found, kind };
  }
  return begunTerm(index, term, slot, fields) ?? nearTerm(index, term, slot, fields);
}

function begunTerm(index: TextIndex, term: string, slot: number, fields: number): FoundTerm | undefined {
  for (const segment of index.segments) {
    const [from, to] = placesStartingWith(segment.arrays, term);
    for (let place = from; place < to; place += 1) {
      if (holds(segment, place, slot, fields)) return { term: termAt(segment.arrays, place), kind: 'prefix' };
    }
  }
  return undefined;
}

function nearTerm(index: TextIndex, term: string, slot: number, fields: number): FoundTerm | undefined {
  const near = index.segments.flatMap(segment =>
    findNearTerms(segment.arrays, term)
      .filter(({ place }) => holds(segment, place, slot, fields))
      .map(({ place, errors }) => ({ term: termAt(segment.arrays, place), errors })),
  );
  const [best] = near.sort((a, b) => a.errors - b.errors);
  return best && { term: best.term, kind: best.errors === 1 ? 'typo' : 'typos' };
}

/** True if the paper has the term in one of the fields, as far as this segment speaks for it. */
function holds({ arrays, live }: OwnedSegment, place: number, slot: number, fields: number): boolean {
  if (place < 0) return false;
  const posting = postingOf(arrays, place, slot);
  return (posting & fields & (live[slot] ?? 0)) !== 0;
}

/** 0 if there is none. */
function postingOf({ postings, postingOffsets }: SegmentArrays, place: number, slot: number): number {
  const end = postingOffsets[place + 1] as number;
  const at = firstFrom(postings, postingOffsets[place] as number, end, slot);
  const posting = at < end ? (postings[at] as number) : 0;
  return posting >>> SLOT_SHIFT === slot ? posting : 0;
}
