import type { Author } from '../../../shared/domain/author.ts';
import type { Read } from './read.ts';

/** Most authors of one paper; the largest collaborations list some thousands. */
const MAX_AUTHORS = 5_000;
/** Parts that belong to the family name behind them, as in "Ludwig van Beethoven". */
const PARTICLES = new Set([
  'van',
  'von',
  'der',
  'den',
  'de',
  'del',
  'della',
  'di',
  'da',
  'dos',
  'du',
  'la',
  'le',
  'ten',
  'ter',
  'zu',
  'af',
  'bin',
  'ibn',
  'al',
]);

/** Authors as they are typed, one a line: "Lake, Ada", or a group's name in braces. */
export function writeAuthors(authors: readonly Author[]): string {
  return authors.map(writeAuthor).join('\n');
}

function writeAuthor(author: Author): string {
  if ('literal' in author) return `{${author.literal}}`;
  return author.given === undefined ? author.family : `${author.family}, ${author.given}`;
}

/**
 * Reads one author a line. Without a comma the last word is the family name, with the particles before it. Several
 * authors on one line, as "Lake, Ada; Ng, Ben" or joined by "and" as in BibTeX, are parted.
 */
export function readAuthors(text: string): Read<readonly Author[]> {
  const lines = text
    .split(/[\n;]/u)
    .flatMap(line => (line.includes('{') ? line : line.split(/\s+and\s+/u)))
    .map(line => line.replace(/\s+/gu, ' ').trim())
    .filter(line => line !== '');
  if (lines.length > MAX_AUTHORS) {
    return {
      ok: false,
      message: `More than ${MAX_AUTHORS.toLocaleString('en')} authors are not kept. Leave some out.`,
    };
  }
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
  const [family = '', given = '', ...more] = line.split(',').map(part => part.trim());
  if (more.length > 0) {
    return {
      ok: false,
      message: 'one author a line, with one comma at most: “Lake, Ada”. Put a group’s name in braces.',
    };
  }
  if (line.includes(',')) {
    if (family === '') return { ok: false, message: 'the family name before the comma is missing.' };
    return { ok: true, value: given === '' ? { family } : { family, given } };
  }
  return { ok: true, value: byOrder(line.split(' ')) };
}

/** Family name last, as people are named in running text. */
function byOrder(words: readonly string[]): Author {
  let start = words.length - 1;
  while (start > 1 && PARTICLES.has(words[start - 1] ?? '')) start -= 1;
  const family = words.slice(start).join(' ');
  const given = words.slice(0, start).join(' ');
  return given === '' ? { family } : { family, given };
}
