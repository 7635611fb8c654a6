import type { Piece } from './tokenize.ts';
import { findPieces, termsOfWord } from './tokenize.ts';

/** A stretch of a text that matched; `from` and `to` are offsets in that text. */
export interface HighlightRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Where the terms of a search result stand in a text, in order, not overlapping. A hyphenated word is marked whole when
 * it matched joined (`gpt4` marks "GPT-4"), else piece by piece.
 */
export function highlightRanges(text: string, terms: ReadonlySet<string>): HighlightRange[] {
  if (terms.size === 0) return [];
  const ranges: HighlightRange[] = [];
  for (const word of groupWords(findPieces(text))) {
    const whole = word.map(piece => piece.text).join('-');
    const first = word[0];
    const last = word.at(-1);
    if (first === undefined || last === undefined) continue;
    if (word.length > 1 && terms.has(termsOfWord(whole).at(-1) ?? '')) {
      ranges.push({ from: first.from, to: last.to });
    } else if (first.script === 'ideograph') {
      ranges.push(...ideographRanges(text, first, terms));
    } else {
      for (const piece of word) {
        if (terms.has(termsOfWord(piece.text)[0] ?? '')) ranges.push({ from: piece.from, to: piece.to });
      }
    }
  }
  return ranges;
}

function groupWords(pieces: readonly Piece[]): Piece[][] {
  const words: Piece[][] = [];
  for (const piece of pieces) {
    const word = words.at(-1);
    if (piece.glued === 'joined' && word !== undefined) word.push(piece);
    else words.push([piece]);
  }
  return words;
}

/** Marks single characters and pairs, and melts neighbours into one range. */
function ideographRanges(text: string, piece: Piece, terms: ReadonlySet<string>): HighlightRange[] {
  const ranges: HighlightRange[] = [];
  const characters = [...text.slice(piece.from, piece.to)];
  let from = piece.from;
  characters.forEach((character, index) => {
    const next = characters[index + 1];
    const width = next !== undefined && terms.has(character + next) ? character.length + next.length : 0;
    const to = from + Math.max(width, terms.has(character) ? character.length : 0);
    if (to > from) {
      const previous = ranges.at(-1);
      if (previous !== undefined && previous.to >= from) {
        ranges[ranges.length - 1] = { from: previous.from, to: Math.max(previous.to, to) };
      } else {
        ranges.push({ from, to });
      }
    }
    from += character.length;
  });
  return ranges;
}
