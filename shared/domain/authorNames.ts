import type { Author } from './author.ts';

/** "Ada Lake", or the name of a group. */
export function authorName(author: Author): string {
  if ('literal' in author) return author.literal;
  return author.given === undefined ? author.family : `${author.given} ${author.family}`;
}

/** "Lake", "Lake and Ng", "Lake, Ng et al.": family names, as a list or a text cites them. */
export function authorsBriefly(authors: readonly Author[]): string {
  const [first, second, third] = authors.slice(0, 3).map(shortName);
  if (first === undefined || second === undefined) return first ?? '';
  return third === undefined ? `${first} and ${second}` : `${first}, ${second} et al.`;
}

function shortName(author: Author): string {
  return 'literal' in author ? author.literal : author.family;
}
