import { describe, expect, test } from 'vitest';
import { understand, understoodInWords } from '../../../../../renderer/features/lookUp/understand.ts';
import { justIdentifiers } from '../../../../../renderer/hooks/justIdentifiers.ts';
import { searchDump } from '../../../../support/inventedDumps.ts';

describe('what is typed to add a paper', () => {
  test.each([
    ['arXiv:2310.01234v2', { arxiv: '2310.01234' }, 'Understood as arXiv 2310.01234'],
    ['arXiv: 2310.01234 [cs.LG]', { arxiv: '2310.01234' }, 'Understood as arXiv 2310.01234'],
    ['https://doi.org/10.1000/ABC', { doi: '10.1000/abc' }, 'Understood as DOI 10.1000/abc'],
    [
      'https://lab.example/a',
      { url: 'https://lab.example/a' },
      'Understood as web address https://lab.example/a',
    ],
    ['Lake, A. Quiet Ledgers. doi:10.1000/182.', { doi: '10.1000/182' }, 'Understood as DOI 10.1000/182'],
  ])('%s names a work', (text, work, words) => {
    expect(understand(text)).toEqual({ kind: 'works', works: [work] });
    expect(understoodInWords(understand(text))).toBe(words);
  });

  test('may be several identifiers, each taken once', () => {
    const found = understand('arXiv:2310.01234\n10.1000/182, https://arxiv.org/abs/2310.01234');
    expect(found).toEqual({ kind: 'works', works: [{ arxiv: '2310.01234' }, { doi: '10.1000/182' }] });
    expect(understoodInWords(found)).toBe('2 papers');
  });

  test('is a title when it is nothing else', () => {
    expect(understand('  Quiet \n Ledgers ')).toEqual({ kind: 'title', title: 'Quiet Ledgers' });
    expect(understand(' \n')).toEqual({ kind: 'nothing' });
  });
});

describe('a pasted text', () => {
  test('is for adding only when it is nothing but identifiers', () => {
    expect(justIdentifiers('2310.01234 2310.01235')).toHaveLength(2);
    expect(justIdentifiers('See arXiv:2310.01234')).toEqual([]);
    expect(justIdentifiers('')).toEqual([]);
    const dump = searchDump([{ title: 'arXiv:2310.01234', abstract: 'https://arxiv.org/abs/2310.01234' }]);
    expect(justIdentifiers(dump)).toEqual([]);
  });

  test('of more identifiers than are looked up at once is a file', () => {
    const many = Array.from({ length: 201 }, (_, place) => `2310.${10_000 + place}`);
    expect(justIdentifiers(many.slice(1).join(' '))).toHaveLength(200);
    expect(justIdentifiers(many.join(' '))).toEqual([]);
    expect(justIdentifiers('10.1000/a '.repeat(5_000))).toEqual([]);
  });
});
