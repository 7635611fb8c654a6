import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_KEY_PATTERN,
  KEY_TOKENS,
  keyStem,
  readKeyPattern,
  type KeySource,
} from '../../../shared/citation/keyPattern.ts';
import { checkCitationKey, fitsPattern, makeCitationKey } from '../../../shared/citation/keys.ts';
import type { CitationKey } from '../../../shared/domain/ids.ts';

function patternOf(text: string) {
  const read = readKeyPattern(text);
  return read.ok ? read.pattern : expect.unreachable(read.reason);
}

const FULL: KeySource = {
  title: 'On the Freezing of Quiet Lakes',
  year: 2007,
  month: 3,
  organisation: 'Fjord Lab',
  authors: [{ family: 'Łake-Óst', given: 'Ada' }],
};
const stemOf = (pattern: string, source: KeySource = FULL): string => keyStem(patternOf(pattern), source);

describe('a pattern of citation keys', () => {
  test.each([
    [DEFAULT_KEY_PATTERN, 'freezingQuietLakes2007'],
    ['[title][year]', 'freezingQuietLakes2007'],
    ['[Title:1]', 'Freezing'],
    ['[auth][year]', 'lakeOst2007'],
    ['[Auth]:[shortyear]', 'LakeOst:07'],
    ['[org]_[title:2]_[year]-[month]', 'fjordLab_freezingQuiet_2007-03'],
    ['pandect/[title:1]', 'pandect/freezing'],
    ['  [year]+[title:1]  ', '2007+freezing'],
  ])('%s gives %s', (pattern, stem) => {
    expect(stemOf(pattern)).toBe(stem);
  });

  test.each([
    ['[auth]_[year]_[title:1]', 'ice'],
    ['[title:1]-[year]-[auth]', 'ice'],
    ['x.[auth].[year].y', 'x.y'],
    ['[auth|org|title:1][year]', 'ice'],
    ['[year]', 'paper'],
  ])('%s passes over what is not known, with the punctuation beside it', (pattern, stem) => {
    expect(stemOf(pattern, { title: 'Ice' })).toBe(stem);
  });

  test('takes the first alternative that is known', () => {
    expect(stemOf('[auth|org|title:1]')).toBe('lakeOst');
    expect(stemOf('[auth|org|title:1]', { title: 'Ice', organisation: 'Fjord Lab' })).toBe('fjordLab');
  });

  test('says paper where no letter can be written', () => {
    expect(stemOf('[title][year]', { title: '深度学习', year: 2023 })).toBe('paper2023');
    expect(stemOf('[title]', { title: '深度学习' })).toBe('paper');
  });

  test.each([
    ['', /at least one part in brackets/u],
    ['lake', /at least one part in brackets/u],
    ['[titel]', /“\[titel\]” is not known/u],
    ['[title:0]', /1 to 9/u],
    ['[title:10]', /1 to 9/u],
    ['[year:2]', /takes no number/u],
    ['[title', /bracket/u],
    ['[title]]', /bracket/u],
    ['[title] [year]', /A space/u],
    ['[title],', /“,”/u],
    ['[title]{', /“\{”/u],
    ['[auth|]', /not known/u],
    [`[title]${'x'.repeat(100)}`, /at most 100/u],
  ])('%j is refused with a reason', (pattern, reason) => {
    expect(readKeyPattern(pattern)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  test('knows every part that is offered', () => {
    for (const { token } of KEY_TOKENS) expect(readKeyPattern(token)).toMatchObject({ ok: true });
  });

  test('gives valid keys, whatever is typed and whatever the paper is called', () => {
    const tokens = fc.constantFrom(
      ...KEY_TOKENS.map(({ token }) => token),
      '[Title:9]',
      '-',
      ':',
      '+',
      'x',
      '7',
      '_/',
    );
    const typed = fc.array(tokens, { minLength: 1, maxLength: 8 }).map(parts => parts.join(''));
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constant('x'.repeat(5_000)));
    fc.assert(
      fc.property(typed, text, text, fc.option(fc.nat(9_999)), (pattern, title, organisation, year) => {
        const read = readKeyPattern(pattern);
        if (!read.ok) return;
        const key = makeCitationKey(
          { title, organisation, year: year ?? undefined },
          () => false,
          read.pattern,
        );
        expect(checkCitationKey(key)).toEqual({ ok: true, key });
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

describe('a key', () => {
  const fits = (key: string, taken: readonly string[] = []): boolean =>
    fitsPattern(
      key as CitationKey,
      { title: 'Ice', year: 2023 },
      each => taken.includes(each),
      patternOf('[title][year]'),
    );

  test('fits a pattern as it is, or with a suffix that it needs', () => {
    expect(fits('ice2023')).toBe(true);
    expect(fits('ice2023b', ['ice2023'])).toBe(true);
    expect(fits('ice2023b')).toBe(false);
    expect(fits('ice')).toBe(false);
    expect(fits('Ice2023')).toBe(false);
    expect(fits('ice2023draft', ['ice2023'])).toBe(false);
  });
});
