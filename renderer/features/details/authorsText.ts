import { authorFromName, type Author } from '../../../shared/domain/author.ts';
import type { Read } from './read.ts';

/** Stands behind a family name: "King Jr., Martin" and "King, Jr., Martin" are one. */
const SUFFIX = /^(?:jr|sr)\.?$|^(?:ii|iii|iv)$/iu;

/** Authors as they are typed, one a line: "Lake, Ada", or a group's name in braces. */
export function writeAuthors(authors: readonly Author[]): string {
  return authors.map(writeAuthor).join('\n');
}

function writeAuthor(author: Author): string {
  if ('literal' in author) return `{${author.literal}}`;
  if (author.given !== undefined) return `${author.family}, ${author.given}`;
  // Without the comma the first of two words would be taken for the given name.
  return author.family.includes(' ') ? `${author.family},` : author.family;
}

/**
 * Reads one author a line. Without a comma it is read as it is read out (`authorFromName`). Several
 * authors on one line, as "Lake, Ada; Ng, Ben" or joined by "and" as in BibTeX, are parted.
 */
export function readAuthors(text: string): Read<readonly Author[]> {
  const lines = text
    .split(/[\n;]/u)
    .flatMap(line => (line.includes('{') ? line : line.split(/\s+and\s+/u)))
    .map(line => line.replace(/\s+/gu, ' ').trim())
    .filter(line => line !== '');
  const authors: Author[] = [];
  for (const [place, line] of lines.entries()) {
    const read = readAuthor(line);
    if (!read.ok) return { ok: false, message: `Author ${place + 1}: ${read.message}` };
    authors.push(read.value);
  }
  return { ok: true, value: authors };
}

function readAuthor(line: string): Read<Author> {
  const group = /^\{(.*)\}$/u.exec(line)?.[1]?.trim();
  if (group !== undefined && group !== '' && !/[{}]/u.test(group))
    return { ok: true, value: { literal: group } };
  if (/[{}]/u.test(line))
    return { ok: false, message: 'a group’s name stands in one pair of braces, such as {Fjord Lab}.' };
  if (!line.includes(',')) {
    const value = authorFromName(line);
    return value === undefined
      ? { ok: false, message: `“${line}” has no letters in it.` }
      : { ok: true, value };
  }
  const parts = line.split(',').map(part => part.trim());
  const suffixes = parts.filter((part, place) => place > 0 && SUFFIX.test(part));
  const [name = '', given = '', ...more] = parts.filter((part, place) => place === 0 || !SUFFIX.test(part));
  if (more.length > 0) {
    return {
      ok: false,
      message: 'one author a line, with one comma: “Lake, Ada”. Put a group’s name in braces.',
    };
  }
  if (name === '') return { ok: false, message: 'the family name before the comma is missing.' };
  const family = [name, ...suffixes].join(' ');
  return { ok: true, value: given === '' ? { family } : { family, given } };
}
