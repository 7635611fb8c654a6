import { describe, expect, test } from 'vitest';
import type { FindBy } from '../../../../../renderer/features/lookUp/findWorks.ts';
import { lookUpAll, type LookUpProgress } from '../../../../../renderer/features/lookUp/lookUpRun.ts';
import type { LookUpResult } from '../../../../../shared/host/lookUpApi.ts';
import { HostError } from '../../../../../shared/host/wire.ts';

const ITEMS = ['a', 'b', 'c'].map(id => ({ id, by: { kind: 'title', title: id } as const }));
const found = (title: string): LookUpResult => ({
  works: [{ service: 'crossref', score: 1, details: { title } }],
  troubles: [],
});

async function run(find: (by: FindBy, stop: AbortController) => Promise<LookUpResult>) {
  const stop = new AbortController();
  const told: LookUpProgress<string>[] = [];
  const last = await lookUpAll(ITEMS, {
    find: by => find(by, stop),
    signal: stop.signal,
    onProgress: progress => told.push(progress),
  });
  expect(told.at(-1)).toBe(last);
  return { last, told };
}

const titleOf = (by: FindBy) => (by.kind === 'title' ? by.title : '');

describe('looking several papers up', () => {
  test('asks for one after the other, and tells how far it is', async () => {
    let asking = 0;
    const { last, told } = await run(async by => {
      asking += 1;
      await Promise.resolve();
      expect(asking).toBe(1);
      asking -= 1;
      return found(titleOf(by));
    });
    expect(told.map(({ answers }) => answers.length)).toEqual([0, 1, 2, 3]);
    expect(last).toMatchObject({ phase: 'finished', total: 3 });
    expect(last.answers.map(({ works }) => works[0]?.details.title)).toEqual(['a', 'b', 'c']);
  });

  test('goes on past one that fails, and says why', async () => {
    const { last } = await run(async by => {
      if (titleOf(by) === 'b') throw new Error('The service answered nonsense.');
      return { works: [], troubles: [{ service: 'arxiv', message: 'arXiv is down.' }] };
    });
    expect(last.answers.map(({ troubles }) => troubles)).toEqual([
      ['arXiv is down.'],
      ['The service answered nonsense.'],
      ['arXiv is down.'],
    ]);
  });

  test('keeps what was found when it is cancelled', async () => {
    const { last } = await run(async (by, stop) => {
      if (titleOf(by) !== 'b') return found(titleOf(by));
      stop.abort();
      throw new HostError('cancelled', 'Cancelled.');
    });
    expect(last.phase).toBe('cancelled');
    expect(last.answers.map(({ id }) => id)).toEqual(['a']);
  });

  test.each(['lookUpOff', 'connectionLost'] as const)(
    'stops when asking further is no use: %s',
    async code => {
      const { last } = await run(async by => {
        if (titleOf(by) === 'b') throw new HostError(code, 'No more.');
        return found(titleOf(by));
      });
      expect(last).toMatchObject({ phase: 'stopped', message: 'No more.' });
      expect(last.answers).toHaveLength(1);
    },
  );
});
