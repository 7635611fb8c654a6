import { describe, expect, it } from 'vitest';
import type { DigestId } from '../../../../shared/domain/ids.ts';
import type { Sort, View } from '../../../../shared/domain/view.ts';
import { sortPapers } from '../../../../renderer/hooks/sortPapers.ts';
import { inventedPaper } from '../features/inventedPaper.ts';

const digest = 'd'.repeat(32) as DigestId;
const inDigest: View = { kind: 'digest', digest, show: 'all' };
const listing = (rank: number, of: DigestId = digest) => ({ digest: of, rank });
const issued = (year: number, month: number) => ({ year, month, day: 1, yearSource: 'written' as const });

const first = inventedPaper({
  title: 'Zebras 10',
  added: 1,
  issued: issued(2024, 5),
  listings: [listing(2)],
});
const second = inventedPaper({ title: 'zebras 9', added: 2, listings: [listing(3)] });
const third = inventedPaper({
  title: 'Antelopes',
  added: 2,
  issued: issued(2025, 1),
  listings: [listing(9, 'e'.repeat(32) as DigestId), listing(1)],
});
const papers = [third, first, second];

function order(key: Sort['key'], direction: Sort['direction'], view: View = { kind: 'all' }) {
  return sortPapers(papers, { key, direction }, view);
}

describe('ordering a list', () => {
  it('puts the newest import first and keeps its papers in their order', () => {
    expect(order('added', 'descending')).toEqual([second, third, first]);
    expect(order('added', 'ascending')).toEqual([first, second, third]);
  });

  it('puts papers without a date behind the newest and the oldest', () => {
    expect(order('issued', 'descending')).toEqual([third, first, second]);
  });

  it('reads numbers in titles as numbers, and doesn’t care for case', () => {
    expect(order('title', 'ascending')).toEqual([third, second, first]);
  });

  it('puts what is listed most often first', () => {
    expect(order('listed', 'descending')).toEqual([third, first, second]);
  });

  it('takes the rank of the digest that is shown', () => {
    expect(order('rank', 'ascending', inDigest)).toEqual([third, first, second]);
  });

  it('leaves its input alone', () => {
    order('title', 'ascending');
    expect(papers).toEqual([third, first, second]);
  });
});
