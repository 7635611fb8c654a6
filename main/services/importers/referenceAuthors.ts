import type { Author } from '../../../shared/domain/author.ts';
import { oneLine } from './reference.ts';

const MAX_NAME_LENGTH = 500;
/** As many as the longest lists of authors that there are. */
const MAX_AUTHORS = 6_000;

/** An author of the parts of a name; undefined when there is none. */
export function personOf(family: string | undefined, given: string | undefined): Author | undefined {
  const last = namePart(family);
  const first = namePart(given);
  if (last === '') return first === '' ? undefined : { family: first };
  return first === '' ? { family: last } : { family: last, given: first };
}

/** An author who has no parts of a name: an organisation, a group. */
export function bodyOf(name: string | undefined): Author | undefined {
  const literal = namePart(name);
  return literal === '' ? undefined : { literal };
}

/** As RIS has it last, and BibTeX between the others. */
const SUFFIX = /^\s*(?:Jr\.?|Sr\.?|II|III|IV)\s*$/u;

/** "Lake, Ada" is a person; a name without a comma stays whole. A suffix goes with the given names. */
export function authorByComma(name: string): Author | undefined {
  const [family = '', ...rest] = name.slice(0, MAX_NAME_LENGTH).split(',');
  if (rest.length === 0) return bodyOf(family);
  const isLast = rest.length > 1 && SUFFIX.test(rest.at(-1) ?? '');
  const [suffix, given] = isLast
    ? [rest.at(-1), rest.slice(0, -1).join(' ')]
    : rest.length > 1
      ? [rest[0], rest.slice(1).join(' ')]
      : ['', rest[0]];
  return personOf(
    family,
    [given, suffix]
      .map(part => part?.trim())
      .filter(Boolean)
      .join(', '),
  );
}

/** The same, with a name in one piece in quotes where a comma would part it, as our own exports write it. */
export function authorInQuotes(name: string): Author | undefined {
  const whole = /^“(.+)”$/u.exec(name.trim())?.[1];
  if (whole !== undefined) return bodyOf(whole);
  return /,\s*$/u.test(name) ? personOf(name.replace(/,\s*$/u, ''), undefined) : authorByComma(name);
}

/** Those that are authors, as many as a paper can have. */
export function knownAuthors(authors: readonly (Author | undefined)[]): readonly Author[] {
  return authors.slice(0, MAX_AUTHORS).filter(author => author !== undefined);
}

function namePart(text: string | undefined): string {
  return oneLine((text ?? '').slice(0, MAX_NAME_LENGTH));
}
