import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arxivClassOf,
  arxivIdOf,
  doiOf,
  identifierKeys,
  identifiersIn,
  isArxivDoi,
  webAddressOf,
} from '../../../shared/domain/identifiers.ts';

describe('A DOI', () => {
  test.each([
    ['10.1000/182', '10.1000/182'],
    ['  doi:10.1000/ABC.Def ', '10.1000/abc.def'],
    ['DOI: 10.1000/182', '10.1000/182'],
    ['https://doi.org/10.1000/182', '10.1000/182'],
    ['http://dx.doi.org/10.1000/182', '10.1000/182'],
    ['https://doi.org/10.1000%2F182', '10.1000/182'],
    ['doi.org/10.1000/182', '10.1000/182'],
    ['https://journal.example/doi/full/10.1000/182', '10.1000/182'],
    ['https://journal.example/doi/10.1000/182', '10.1000/182'],
    ['10.1000.10.5/182', '10.1000.10.5/182'],
    ['Lake, Rivers (2020), doi:10.1000/182.', '10.1000/182'],
    ['See https://doi.org/10.1000/182, and others.', '10.1000/182'],
    ['(https://doi.org/10.1000/182)', '10.1000/182'],
    ['<https://doi.org/10.1000/182>.', '10.1000/182'],
    ['“10.1000/182”', '10.1000/182'],
    ['10.1016/S0735-1097(98)00347-7', '10.1016/s0735-1097(98)00347-7'],
    ['(doi:10.1016/S0735-1097(98)00347-7).', '10.1016/s0735-1097(98)00347-7'],
    ['10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O', undefined],
  ])('is found in %s', (text, doi) => {
    if (doi === undefined) expect(doiOf(text)).toBe(text.toLowerCase());
    else expect(doiOf(text)).toBe(doi);
  });

  test.each([
    '',
    '10.1000',
    '10.1000/',
    '10.10/182',
    'doi:10.1000/...',
    'version 110.1000/182',
    'https://example.org/10.1000/182',
    'https://doi.org/10.1000/%E0%A4%A',
    'https://doi.org/10.1000/%252541',
    `10.1000/${'a'.repeat(3_000)}`,
    '10.1000/\u0000',
    '10.1000/{x}',
  ])('is not found in %j', text => {
    expect(doiOf(text)).toBeUndefined();
  });

  test('is still itself when it is read again, in an address, in brackets and in a sentence', () => {
    fc.assert(
      fc.property(anyText, text => {
        const doi = doiOf(`10.1000/${text}`) ?? doiOf(text);
        if (doi === undefined) return;
        expect(doiOf(doi)).toBe(doi);
        expect(doiOf(`https://doi.org/${doi}`)).toBe(doi);
        expect(doiOf(`As said in “${doi}”, lakes rise.`)).toBe(doi);
        expect(doi).not.toMatch(/[\s"{}\\\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});

describe('An arXiv id', () => {
  test.each([
    ['2310.01234', '2310.01234'],
    ['0704.0001', '0704.0001'],
    ['2310.01234v12', '2310.01234'],
    ['arXiv:2310.01234v2 [cs.LG] 9 Oct 2023', '2310.01234'],
    ['ARXIV: 2310.01234', '2310.01234'],
    ['arXiv preprint arXiv:2310.01234', '2310.01234'],
    ['https://arxiv.org/abs/2310.01234v2', '2310.01234'],
    ['http://export.arxiv.org/abs/2310.01234', '2310.01234'],
    ['https://www.arxiv.org/pdf/2310.01234.pdf', '2310.01234'],
    ['https://arxiv.org/pdf/2310.01234v3#page=4', '2310.01234'],
    ['https://arxiv.org/html/2310.01234v1?a=b', '2310.01234'],
    ['https://huggingface.co/papers/2310.01234', '2310.01234'],
    ['https://huggingface.co/papers/2310.01234#community', '2310.01234'],
    ['10.48550/arXiv.2310.01234', '2310.01234'],
    ['https://doi.org/10.48550/arXiv.cs/0301001', 'cs/0301001'],
    ['cs/0301001', 'cs/0301001'],
    ['math.GT/0309136', 'math/0309136'],
    ['Math.gt/0309136v1', 'math/0309136'],
    ['cond-mat.mes-hall/0301001', 'cond-mat/0301001'],
    ['https://arxiv.org/abs/hep-th/9901001v3', 'hep-th/9901001'],
    ['As they show (arXiv:2310.01234), lakes', '2310.01234'],
    ['see https://arxiv.org/abs/2310.01234.', '2310.01234'],
  ])('is found in %s', (text, id) => {
    expect(arxivIdOf(text)).toBe(id);
  });

  test.each([
    '',
    '2313.01234',
    '2310.123',
    '2310.123456',
    'In 2310.01234 lakes',
    'page/0301001',
    'cs/0313001',
    'https://arxiv.org/list/cs.LG/recent',
    'https://arxiv.org/list/cs.LG/2310',
    'https://example.org/abs/2310.01234',
    'https://notarxiv.org/abs/2310.01234',
    'https://huggingface.co/papers/date/2023-10-09',
    'https://huggingface.co/papers?q=2310.01234',
    '10.1000/arxiv.2310',
  ])('is not found in %j', text => {
    expect(arxivIdOf(text)).toBeUndefined();
  });

  test('has a class such as cs.LG', () => {
    for (const known of [
      'cs.LG',
      'hep-th',
      'math-ph',
      'q-bio.NC',
      'astro-ph.GA',
      'cond-mat.mes-hall',
      'physics.flu-dyn',
    ])
      expect(arxivClassOf(` ${known} `)).toBe(known);
    for (const none of ['', 'c', 'CS.LG', 'cs.LG}', 'cs..LG', 'a b', 'cs.LG, cs.AI', 'x'.repeat(50)])
      expect(arxivClassOf(none)).toBeUndefined();
  });
});

describe('An address', () => {
  test('is http or https, whole, and says no user', () => {
    for (const known of [
      'https://example.org',
      'HTTP://example.org/a?b=c#d',
      'https://example.org?a',
      'https://ex.org:80/',
    ])
      expect(webAddressOf(` ${known}\n`)).toBe(known);
    for (const none of [
      '',
      'example.org',
      'ftp://example.org',
      'javascript:alert(1)',
      'https://',
      'https://a b',
      'https://user@example.org',
      'https://example.org/"x',
      'https://example.org/\u202e',
      'https://exa\u0000mple.org',
      `https://example.org/${'a'.repeat(2_000)}`,
    ])
      expect(webAddressOf(none)).toBeUndefined();
  });
});

describe('What a pasted text names a work by', () => {
  test('is the arXiv id before the DOI before the address', () => {
    expect(identifiersIn('https://arxiv.org/abs/2310.01234')).toEqual({ arxiv: '2310.01234' });
    expect(identifiersIn('10.48550/arXiv.2310.01234')).toEqual({ arxiv: '2310.01234' });
    expect(identifiersIn('https://doi.org/10.1000/182')).toEqual({ doi: '10.1000/182' });
    expect(identifiersIn('https://example.org/lakes')).toEqual({ url: 'https://example.org/lakes' });
    expect(identifiersIn('Gardens of forking gradients')).toEqual({});
  });

  test('is one and the same for an arXiv id and for the DOI that arXiv gives it', () => {
    const doi = '10.48550/arxiv.2310.01234';
    expect(identifierKeys({ arxiv: '2310.01234' })).toEqual(['arxiv:2310.01234']);
    expect(identifierKeys({ doi, arxiv: '2310.01234' })).toEqual(['arxiv:2310.01234', `doi:${doi}`]);
    expect(identifierKeys({ doi })).toEqual(['arxiv:2310.01234', `doi:${doi}`]);
    expect(identifierKeys({ doi: '10.1000/182' })).toEqual(['doi:10.1000/182']);
    expect(identifierKeys({})).toEqual([]);
    expect([isArxivDoi(doi), isArxivDoi('10.1000/arxiv.1')]).toEqual([true, false]);
  });

  test('is found in bounded time, whatever the text', () => {
    const parts = [
      '10.1000',
      '10.1000.',
      '.1000',
      '10.1000/',
      'arxiv:',
      'arxiv ',
      'https://',
      '/doi/',
      '(',
      'math.',
      ' ',
      '%2F',
    ];
    const started = performance.now();
    for (const part of parts) {
      for (const text of [
        part.repeat(200_000),
        `10.1000/${part.repeat(100_000)}`,
        `${part.repeat(100_000)}x`,
      ]) {
        identifiersIn(text);
        arxivClassOf(text);
      }
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '10.1000/',
        'doi:',
        'a',
        'B',
        '.',
        ')',
        '(',
        '<',
        '>',
        ']',
        '[',
        '%41',
        '%25',
        '%',
        'İ',
        ',',
        ' ',
        'é',
        '😀',
        "'",
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));
