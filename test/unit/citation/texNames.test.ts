import { describe, expect, test } from 'vitest';
import { authorsOf } from '../../../shared/citation/publication.ts';
import { authorsToTex } from '../../../shared/citation/texNames.ts';
import type { Author } from '../../../shared/domain/author.ts';
import { PAYLOADS } from '../../support/hostilePayloads.ts';
import { HOSTILE_PAPERS } from './hostilePapers.ts';
import { citedPaper } from './citedPapers.ts';

describe('a name', () => {
  test.each([
    [{ family: 'Lee', given: 'Ada' }, 'Lee, Ada'],
    [{ family: 'van der Berg', given: 'Ada M.' }, 'van der Berg, Ada M.'],
    [{ family: 'O’Neil-Smith', given: 'Robert (Bob)' }, 'O’Neil-Smith, Robert (Bob)'],
    [{ family: 'Smith', given: 'Robert "Bob"' }, 'Smith, Robert "Bob"'],
    [{ family: 'Παπά', given: 'Γ.' }, 'Παπά, Γ.'],
    [{ family: 'Lee' }, 'Lee'],
    [{ literal: 'Lakes, Ponds & Sons' }, '{Lakes, Ponds \\& Sons}'],
  ] satisfies [Author, string][])('of a person or a group stands as readers part it: %j', (author, tex) => {
    expect(authorsToTex([author], 'unicode')).toBe(tex);
  });

  test.each([
    [{ family: '}&', given: '-' }, '{- )\\&}'],
    [{ family: 'Lee, ', given: 'Ada, B' }, '{Ada, B Lee,}'],
    [{ family: 'Lee', given: 'Ada and' }, '{Ada and Lee}'],
    [{ family: 'others', given: 'Ada' }, '{Ada others}'],
    [{ family: 'others' }, '{others}'],
    [{ literal: '\\end{document}' }, '{/end(document)}'],
    [{ literal: 'family=Lee, given="Ada' }, '{family{=}Lee, given{=}"Ada}'],
    [{ literal: '{"}' }, '{(")}'],
    [{ literal: '``Lee--' }, '{‘‘Lee–}'],
    [{ literal: '´' }, '{’´}'],
    [{ literal: 'of--' }, '{of–}'],
  ] satisfies [Author, string][])('of signs is readable, in one piece: %j', (author, tex) => {
    expect(authorsToTex([author], 'unicode')).toBe(tex);
  });

  test('with accents has them as macros for BibTeX', () => {
    expect(authorsToTex([{ family: 'Möller', given: 'Ä.' }], 'macros')).toBe('M{\\"o}ller, {\\"A}.');
  });
});

const LISTS = [
  ...HOSTILE_PAPERS.map(({ paper }) => authorsOf(paper)),
  ...PAYLOADS.map(({ text }) =>
    authorsOf(citedPaper({ title: 'x', authors: [{ family: text, given: text }, { literal: text }] }).paper),
  ),
].filter(authors => authors.length > 0);

describe.each(['macros', 'unicode'] as const)('hostile names as %s', spelling => {
  test('are taken for as many names as they are, each with at most one comma between two parts', () => {
    for (const authors of LISTS) {
      const names = namesIn(authorsToTex(authors, spelling));
      expect(names).toHaveLength(authors.length);
      const wrong = names.filter(parts => parts.length > 2 || parts.some(part => /^[\s~-]*$/u.test(part)));
      expect(wrong).toEqual([]);
    }
  });

  test('hold nothing that a program decodes to a brace, or takes for a part that is named', () => {
    const wrong = LISTS.map(authors => authorsToTex(authors, spelling)).filter(tex =>
      /\\textbrace|\\[{}]|\w\s*=/u.test(tex),
    );
    expect(wrong).toEqual([]);
  });
});

test('hostile names leave no brace over where biber makes an initial of them', () => {
  const parts = LISTS.flatMap(authors => namesIn(authorsToTex(authors, 'unicode')).flat());
  expect(parts.length).toBeGreaterThan(5_000);
  expect(parts.filter(part => /[{}]/u.test(initialIn(part)))).toEqual([]);
});

/** The names of a list, each by its parts. */
function namesIn(list: string): string[][] {
  return partedAt(list, / and /giu).map(name => partedAt(name, /,/gu));
}

/** The parts of a text at what stands outside of braces. Throws where braces don't balance. */
function partedAt(tex: string, separator: RegExp): string[] {
  let depth = 0;
  const flat = Array.from(tex, sign => {
    if (sign === '{') depth += 1;
    const isOutside = depth === 0;
    if (sign === '}') depth -= 1;
    if (depth < 0) throw new Error(`A brace too many: ${tex}`);
    return isOutside ? sign : '\0'.repeat(sign.length);
  }).join('');
  if (depth !== 0) throw new Error(`A brace too few: ${tex}`);
  const parts: string[] = [];
  let start = 0;
  for (const { index, 0: found } of flat.matchAll(separator)) {
    parts.push(tex.slice(start, index));
    start = index + found.length;
  }
  return [...parts, tex.slice(start)];
}

/**
 * As biber does (`strip_noinit` and `gen_initials` of its `Utils.pm`): without articles, macros and opening braces; an
 * accent with what follows it.
 */
function initialIn(part: string): string {
  const bare = part
    .trim()
    .replace(/\b\p{Ll}{2}\p{Pd}(?=\S)|[ʿ‘]/gu, '')
    .replace(/\\[A-Za-z]+\s*(?:\{[^}]*\})?/gu, '')
    .replace(/^\{\}$/u, '')
    .replace(/^\{+/u, '');
  return /^(?:\p{Diacritic}.?|.?)/su.exec(bare)?.[0] ?? '';
}
