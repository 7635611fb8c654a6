import { describe, expect, test } from 'vitest';
import { SearchService, type Intake } from '../../../renderer/search/service.ts';
import { BEST_FIRST, rowsOf } from './support.ts';

const within = { kind: 'all' } as const;
const nextTask = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
const { papers, abstracts } = rowsOf([
  { title: 'Lattice', abstract: 'Pebbles.' },
  { title: 'Quilt', status: 'read' },
]);
const ask = (query: string): Parameters<SearchService['search']>[0] => ({ query, within, sort: BEST_FIRST });

/** A library that is read as far as the test lets it. */
function slowLibrary(): { read: (intake: Intake) => Promise<void>; letAbstracts: () => void } {
  let letAbstracts: () => void = () => undefined;
  const allowed = new Promise<void>(resolve => {
    letAbstracts = resolve;
  });
  const read = async (intake: Intake): Promise<void> => {
    await intake.rows({ papers });
    await allowed;
    await intake.abstracts(abstracts);
  };
  return { read, letAbstracts };
}

describe('while the library is being read', () => {
  test('filters and titles are answered at once, words in abstracts when they are there', async () => {
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask });
    const { read, letAbstracts } = slowLibrary();
    const loaded = service.load(read);
    expect(await service.count([ask('is:read'), ask('title:lattice'), ask('')])).toEqual([1, 1, 2]);
    const found = service.search(ask('pebbles'));
    letAbstracts();
    expect([...(await found).serials]).toEqual([1]);
    await loaded;
  });

  test('it is told how far the index is', async () => {
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask });
    expect(service.progress()).toBe(0);
    const { read, letAbstracts } = slowLibrary();
    const loaded = service.load(read);
    await service.count([ask('is:read')]);
    expect(service.progress()).toBe(0.5);
    letAbstracts();
    await loaded;
    expect(service.progress()).toBe(1);
  });

  test('changes are kept and made when it is read', async () => {
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask });
    const { read, letAbstracts } = slowLibrary();
    const loaded = service.load(read);
    const id = papers[0]?.id ?? '';
    service.follow([{ kind: 'put', table: 'abstracts', rows: [{ id: id as never, text: 'Harbours.' }] }]);
    letAbstracts();
    await loaded;
    expect(await service.count([ask('pebbles'), ask('harbours')])).toEqual([0, 1]);
  });

  test('a library that can’t be read fails the load and every question', async () => {
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask });
    const loaded = service.load(() => Promise.reject(new Error('The disk is gone.')));
    await expect(loaded).rejects.toThrow('The disk is gone.');
    await expect(service.search(ask('lattice'))).rejects.toThrow('The disk is gone.');
  });
});

describe('papers with near-equal titles', () => {
  const twins = rowsOf([
    { title: 'Quiet Lattices for Slow Weather' },
    { title: 'Quiet lattices for slow weather.' },
    { title: 'Something Else Entirely' },
  ]).papers;

  test('are found among those asked about and the rest, each pair once', async () => {
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask });
    await service.load(intake => intake.rows({ papers: twins }));
    const found = await service.findSimilar(twins.map(({ id }) => id));
    expect(found.map(pair => pair.papers)).toEqual([[twins[0]?.id, twins[1]?.id]]);
  });

  test('are not when the user has kept them apart, or when one is gone', async () => {
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask });
    await service.load(intake => intake.rows({ papers: twins }));
    const [first, second] = twins.map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error('There are twins.');
    service.follow([{ kind: 'set', table: 'papers', ids: [second], fields: { keptApart: [first] } }]);
    expect(await service.findSimilar([first])).toEqual([]);
    service.follow([{ kind: 'set', table: 'papers', ids: [second], fields: { keptApart: [] } }]);
    expect(await service.findSimilar([first])).toHaveLength(1);
    service.follow([{ kind: 'remove', table: 'papers', ids: [second] }]);
    expect(await service.findSimilar([first])).toEqual([]);
  });

  test('are found from titles that are read once, however many ask meanwhile', async () => {
    const { papers: many } = rowsOf(
      Array.from({ length: 2_000 }, (_, at) => ({ title: `Harbour number ${at}` })),
    );
    const turnsOf = async (questions: number): Promise<number> => {
      let turns = 0;
      const yieldToMessages = (): Promise<void> => {
        turns += 1;
        return nextTask();
      };
      const service = new SearchService({ yieldToMessages, wait: nextTask });
      await service.load(intake => intake.rows({ papers: many }));
      turns = 0;
      await Promise.all(many.slice(0, questions).map(({ id }) => service.findSimilar([id])));
      return turns;
    };
    expect(await turnsOf(5)).toBeLessThan(2 * (await turnsOf(1)));
  });

  test('are looked for among many while searches and changes get their turn', async () => {
    const others = Array.from({ length: 900 }, (_, at) => ({ title: `Harbour number ${at} by night` }));
    const { papers: many } = rowsOf([...twins.map(({ title }) => ({ title })), ...others]);
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask });
    await service.load(intake => intake.rows({ papers: many }));
    const [first, second] = many.map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error('There are twins.');
    const answers: string[] = [];
    const similar = service.findSimilar([first]).then(found => answers.push(`similar ${found.length}`));
    await nextTask();
    service.follow([{ kind: 'remove', table: 'papers', ids: [second] }]);
    const searched = service.search(ask('title:harbour')).then(() => answers.push('searched'));
    await Promise.all([similar, searched]);
    expect(answers).toEqual(['searched', 'similar 0']);
  });
});
