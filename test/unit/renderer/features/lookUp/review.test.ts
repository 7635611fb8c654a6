import { describe, expect, test } from 'vitest';
import { candidatesOf, type Candidate } from '../../../../../renderer/features/lookUp/candidates.ts';
import { propose } from '../../../../../renderer/features/lookUp/proposals.ts';
import { chosenChanges, choiceOf, reviewOf } from '../../../../../renderer/features/lookUp/review.ts';
import type { Details } from '../../../../../shared/domain/details.ts';
import type { Paper } from '../../../../../shared/domain/paper.ts';
import type { FoundWork } from '../../../../../shared/host/lookUpApi.ts';
import { inventedPaper } from '../inventedPaper.ts';
import type { LookUpService } from '../../../../../shared/host/lookUpServices.ts';

const AUTHORS = [{ family: 'Lake', given: 'Ada' }];
const work = (service: LookUpService, score: number, details: Details): FoundWork => ({
  service,
  score,
  details: { title: 'Quiet Ledgers', ...details },
});
const candidate = (score: number, details: Details): Candidate =>
  candidatesOf([work('crossref', score, details)])[0]!;
const review = (paper: Paper, works: readonly Candidate[]) =>
  reviewOf(
    [{ id: paper.id, by: { kind: 'title', title: paper.title }, works, troubles: [] }],
    new Map([[paper.id, paper]]),
    new Map(),
  );

describe('what several services tell', () => {
  test('of one work is put together, with who tells what', () => {
    const [one, ...others] = candidatesOf([
      work('arxiv', 1, { arxiv: '2310.01234', doi: '10.1000/182', authors: AUTHORS }),
      work('crossref', 0.98, {
        title: 'Quiet ledgers: a study',
        doi: '10.1000/182',
        venue: 'Journal of Fjords',
      }),
      work('huggingFace', 0.9, { arxiv: '2310.01234', authors: [{ family: 'Ng' }] }),
    ]);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      score: 1,
      services: ['arxiv', 'crossref', 'huggingFace'],
      details: { title: 'Quiet Ledgers', authors: AUTHORS, venue: 'Journal of Fjords' },
      sources: { authors: 'arxiv', venue: 'crossref' },
    });
  });

  test('of works of other years stays apart', () => {
    const works = [2020, 2023, undefined].map(year =>
      work('crossref', 0.9, year === undefined ? {} : { issued: { year } }),
    );
    expect(candidatesOf(works)).toHaveLength(2);
  });
});

describe('what a look-up proposes', () => {
  test('fills what is missing, and replaces what is there only on request', () => {
    const paper = inventedPaper({
      title: 'Quiet ledgers, listed',
      authorCount: 1,
      issued: { month: 10, day: 9, yearSource: 'unknown' },
    });
    const { changes } = propose(paper, {
      title: 'Quiet Ledgers',
      authors: AUTHORS,
      issued: { year: 2023, month: 10 },
    });
    expect(changes).toEqual([
      { name: 'title', before: 'Quiet ledgers, listed', after: 'Quiet Ledgers', preset: 'unchecked' },
      { name: 'authors', before: '1 author', after: 'Ada Lake', preset: 'checked' },
      { name: 'issued', before: 'Oct 9, year unknown', after: 'Oct 2023', preset: 'checked' },
    ]);
  });

  test('leaves out what is known, and what the user typed', () => {
    const paper = inventedPaper({
      title: 'QUIET  ledgers',
      opening: 'We study ledgers.',
      venue: 'Mine',
      origins: { venue: { kind: 'hand', at: 1 } },
    });
    expect(
      propose(paper, { title: 'Quiet Ledgers', venue: 'Theirs', abstract: 'We study\nledgers. At length.' }),
    ).toEqual({
      changes: [],
      typed: ['venue'],
    });
  });

  test('is checked where it is surely the one, and left to choose elsewhere', () => {
    const paper = inventedPaper({ title: 'Quiet Ledgers' });
    const sure = review(paper, [candidate(0.96, { doi: '10.1000/182' })]).changed[0]!;
    expect(sure.choice).toEqual({ work: 0, taken: new Set(['doi']) });
    const unsure = review(paper, [candidate(0.94, { doi: '10.1000/182' })]).changed[0]!;
    expect(unsure.choice.work).toBeNull();
    expect(chosenChanges([unsure])).toEqual([]);
    expect(choiceOf(paper, unsure.works, 0).taken).toEqual(new Set(['doi']));
  });

  test('is told apart from what is known already, and what was not found', () => {
    const paper = inventedPaper({ title: 'Quiet Ledgers', doi: '10.1000/182' });
    expect(review(paper, [candidate(1, { doi: '10.1000/182' })])).toMatchObject({
      changed: [],
      complete: [paper],
    });
    expect(review(paper, []).notFound).toEqual([{ paper, troubles: [] }]);
  });

  test('becomes one change for each service that tells of it', () => {
    const paper = inventedPaper({ title: 'Quiet Ledgers' });
    const works = candidatesOf([
      work('arxiv', 1, { arxiv: '2310.01234', doi: '10.1000/182' }),
      work('crossref', 1, { doi: '10.1000/182', venue: 'Journal of Fjords' }),
    ]);
    const [reviewed] = review(paper, works).changed;
    expect(chosenChanges([reviewed!])).toEqual([
      {
        paper: paper.id,
        fields: { venue: 'Journal of Fjords' },
        origin: { kind: 'lookUp', from: 'Crossref' },
      },
      {
        paper: paper.id,
        fields: { doi: '10.1000/182', arxiv: '2310.01234' },
        origin: { kind: 'lookUp', from: 'arXiv' },
      },
    ]);
  });
});
