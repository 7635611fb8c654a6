import { describe, expect, test } from 'vitest';
import {
  areOtherWorks,
  isNamesakeKey,
  namesakeKeys,
  plainTitleKey,
} from '../../../shared/domain/sameWork.ts';
import { titleKey } from '../../../shared/domain/title.ts';

describe('Two works', () => {
  test.each([
    ['have other arXiv ids', { arxiv: '2310.00001' }, { arxiv: '2310.00002' }],
    [
      'have other arXiv ids, one told by its DOI',
      { arxiv: '2310.00001' },
      { doi: '10.48550/arxiv.2310.00002' },
    ],
    ['have other DOIs of publishers', { doi: '10.1000/1' }, { doi: '10.1000/2' }],
    ['have other DOIs, and one an arXiv id', { doi: '10.1000/1', arxiv: '2310.00001' }, { doi: '10.1000/2' }],
  ])('are different where they %s', (_, one, two) => {
    expect([areOtherWorks(one, two), areOtherWorks(two, one)]).toEqual([true, true]);
  });

  test.each([
    ['one has no identifier', {}, { arxiv: '2310.00002', doi: '10.1000/2' }],
    ['one has an arXiv id and the other a DOI', { arxiv: '2310.00001' }, { doi: '10.1000/2' }],
    [
      'the arXiv ids are equal and the DOIs are not',
      { arxiv: '2310.00001', doi: '10.1000/1' },
      { arxiv: '2310.00001', doi: '10.1000/2' },
    ],
    ['one DOI is arXiv’s', { doi: '10.48550/arxiv.2310.00001' }, { doi: '10.1000/2' }],
    ['one DOI is another preprint server’s', { doi: '10.1101/2023.10.01.000001' }, { doi: '10.1000/2' }],
    [
      'both are versions at a preprint server',
      { doi: '10.21203/rs.3.rs-1/v1' },
      { doi: '10.21203/rs.3.rs-1/v2' },
    ],
    ['the DOIs are equal', { doi: '10.1000/1' }, { doi: '10.1000/1' }],
  ])('may be one where %s', (_, one, two) => {
    expect([areOtherWorks(one, two), areOtherWorks(two, one)]).toEqual([false, false]);
  });

  test('with one title have keys of title and identifier, the arXiv id first', () => {
    const title = titleKey('Editorial');
    const keys = namesakeKeys(title, { doi: '10.1000/1', arxiv: '2310.00001' });
    expect(keys).toEqual([
      ...namesakeKeys(title, { arxiv: '2310.00001' }),
      ...namesakeKeys(title, { doi: '10.1000/1' }),
    ]);
    expect(keys.map(plainTitleKey)).toEqual([title, title]);
    expect([...keys, title].map(isNamesakeKey)).toEqual([true, true, false]);
  });
});
