import { describe, expect, test } from 'vitest';
import { judge } from '../../bench/judged/judge.ts';
import { JUDGED_PAPERS } from '../../bench/judged/papers.ts';
import { engineOf, find } from './support.ts';

describe('judged queries', () => {
  const engine = engineOf(JUDGED_PAPERS);
  const judgements = judge(query => find(engine, query).map(serial => serial - 1));

  test.each(judgements)('of kind $kind find all that is wanted, the best first', judgement => {
    expect(judgement).toMatchObject({ recall: 1, reciprocalRank: 1 });
  });
});
