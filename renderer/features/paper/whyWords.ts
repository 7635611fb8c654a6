import { assertNever } from '../../../shared/domain/assertNever.ts';
import type { TextField } from '../../../shared/query/types.ts';
import { POINTS_FOR_NEWEST } from '../../search/ranking.ts';
import type { Explanation, MatchPlace, MatchReason } from '../../search/types.ts';

/** One reason in plain words, and what it counts. */
export interface WhyLine {
  readonly words: string;
  readonly points: number;
}

/** Why a paper is found: a line for each word of the query, then what decides between papers that are otherwise equal. */
export function whyLines({ reasons, pointsForStar, pointsForNewness }: Explanation): readonly WhyLine[] {
  if (reasons.length === 0) return [];
  return [
    ...reasons.map(reason => ({ words: reasonInWords(reason), points: reason.points })),
    ...(pointsForStar > 0 ? [{ words: 'Starred', points: pointsForStar }] : []),
    ...(pointsForNewness > 0 ? [{ words: newnessInWords(pointsForNewness), points: pointsForNewness }] : []),
  ];
}

function newnessInWords(points: number): string {
  return points > POINTS_FOR_NEWEST / 2 ? 'Newer than most of your papers' : 'Newer than some of your papers';
}

/** Places where the same is said of the word share a part: “tide” in the title and the abstract, the very word. */
function reasonInWords({ word, places }: MatchReason): string {
  const parts = new Map<string, MatchPlace[]>();
  for (const place of places) {
    const key = `${place.kind} ${place.term}`;
    parts.set(key, [...(parts.get(key) ?? []), place]);
  }
  return [...parts.values()].map(part => partInWords(word, part)).join('; ');
}

function partInWords(word: string, places: readonly MatchPlace[]): string {
  const [{ kind, term } = { kind: 'phrase', term: word } as const] = places;
  const where = `in ${joined(places.map(({ field }) => FIELD_WORDS[field]))}`;
  switch (kind) {
    case 'exact':
      return term === word
        ? `“${word}” ${where}, the very word`
        : `“${word}” ${where}, however it is spelled`;
    case 'number':
      return `“${term}” ${where}, the singular or plural of “${word}”`;
    case 'form':
      return `“${term}” ${where}, another form of “${word}”`;
    case 'prefix':
      return `“${word}” begins “${term}” ${where}`;
    case 'typo':
      return `“${term}” ${where}, one typing error from “${word}”`;
    case 'typos':
      return `“${term}” ${where}, two typing errors from “${word}”`;
    case 'phrase':
      return `“${word}” ${where}, just as it was typed`;
    default:
      return assertNever(kind);
  }
}

const FIELD_WORDS: Readonly<Record<TextField, string>> = {
  title: 'the title',
  abstract: 'the abstract',
  note: 'your note',
  tag: 'a tag',
  key: 'the citation key, DOI or arXiv id',
  author: 'the authors',
  venue: 'the venue',
};

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
