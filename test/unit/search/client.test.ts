import { expose } from 'comlink';
import { afterEach, describe, expect, test } from 'vitest';
import { createSearchClient, type SearchPort } from '../../../renderer/search/client.ts';
import { LatestWins } from '../../../renderer/search/latestWins.ts';
import { SearchService } from '../../../renderer/search/service.ts';
import type { SearchClient } from '../../../renderer/search/types.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { LibraryChange } from '../../../renderer/data/types.ts';
import { BEST_FIRST, rowsOf } from './support.ts';

const { papers } = rowsOf([{ title: 'Lattice' }, { title: 'Quilt' }]);
const nextTask = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
const ask = (query: string): Parameters<SearchClient['search']>[0] => ({
  query,
  within: { kind: 'all' },
  sort: BEST_FIRST,
});
const read = (title: string): LibraryChange => ({
  version: 1,
  patches: [{ kind: 'put', table: 'papers', rows: rowsOf([{ title }]).papers }],
});

/** The service at the other end of a channel, as in a worker; `crash` does what a browser does when a worker dies. */
class ChannelWorker {
  readonly #channel = new MessageChannel();
  readonly port: SearchPort;
  isEnded = false;

  constructor() {
    const service = new SearchService({ yieldToMessages: nextTask, wait: nextTask });
    expose(
      {
        load: () => service.load(intake => intake.rows({ papers })),
        follow: service.follow.bind(service),
        untilStored: () => Promise.resolve(),
        search: service.search.bind(service),
        count: service.count.bind(service),
        findSimilar: service.findSimilar.bind(service),
      },
      this.#channel.port2,
    );
    const terminate = (): void => {
      this.isEnded = true;
      this.#channel.port1.close();
    };
    this.port = Object.assign(this.#channel.port1, { terminate });
  }

  crash(): void {
    this.#channel.port2.close();
    this.#channel.port1.dispatchEvent(new Event('error'));
  }
}

const open: SearchClient[] = [];
afterEach(() => open.splice(0).forEach(client => client.close()));

function start(): { client: SearchClient; workers: ChannelWorker[] } {
  const workers: ChannelWorker[] = [];
  const startWorker = (): SearchPort => {
    const worker = new ChannelWorker();
    workers.push(worker);
    return worker.port;
  };
  const client = createSearchClient({ from: { database: 'invented' }, startWorker });
  open.push(client);
  return { client, workers };
}

describe('the search client', () => {
  test('answers when the library is read, and knows every change told before', async () => {
    const { client } = start();
    client.follow(read('Harbour'));
    await client.ready;
    expect(await client.count([ask('quilt'), ask('harbour')])).toEqual([1, 1]);
  });

  test('gives up a search for a newer one', async () => {
    const { client } = start();
    const searches = ['l', 'la', 'lat'].map(query => client.search(ask(query)));
    const settled = await Promise.allSettled(searches);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    await expect(searches[0]).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('starts a crashed worker again, once, and tells it the last changes', async () => {
    const { client, workers } = start();
    await client.ready;
    client.follow(read('Harbour'));
    const asked = client.search(ask('quilt'));
    workers[0]?.crash();
    await expect(asked).rejects.toThrow('was started again');
    await client.ready;
    expect(await client.count([ask('harbour')])).toEqual([1]);
    workers[1]?.crash();
    await expect(client.search(ask('quilt'))).rejects.toThrow('start Pandect again');
    expect(workers).toHaveLength(2);
  });

  test('tells it only what is not in the database', async () => {
    const { client, workers } = start();
    await client.ready;
    client.follow(read('Harbour'));
    client.follow({ ...read('Orchard'), version: 2 });
    client.forget(1);
    workers[0]?.crash();
    await client.ready;
    expect(await client.count([ask('harbour'), ask('orchard')])).toEqual([0, 1]);
  });

  test('lets a new worker take over after very many changes, and tells it what comes meanwhile', async () => {
    const { client, workers } = start();
    await client.ready;
    const ids = Array.from({ length: 20_000 }, (_, place) => `gone ${place}`) as PaperId[];
    client.follow({ version: 1, patches: [{ kind: 'remove', table: 'notes', ids }] });
    expect(workers).toHaveLength(1);
    client.forget(1);
    await expect.poll(() => workers.length).toBe(2);
    client.follow({ ...read('Harbour'), version: 2 });
    const asked = client.count([ask('harbour')]);
    await expect.poll(() => workers[0]?.isEnded).toBe(true);
    expect([await asked, await client.count([ask('harbour')])]).toEqual([[1], [1]]);
  });
});

describe('the latest question', () => {
  test('waits for the one being answered, and those between are never asked', async () => {
    const asked: string[] = [];
    const latest = new LatestWins<string, string>(async question => {
      asked.push(question);
      await nextTask();
      return question.toUpperCase();
    });
    const answers = await Promise.allSettled(['a', 'b', 'c'].map(question => latest.ask(question)));
    expect(asked).toEqual(['a', 'c']);
    expect(answers[2]).toEqual({ status: 'fulfilled', value: 'C' });
  });

  test('goes on after one that failed', async () => {
    const latest = new LatestWins<string, string>(question =>
      question === 'bad' ? Promise.reject(new Error('No.')) : Promise.resolve(question),
    );
    await expect(latest.ask('bad')).rejects.toThrow('No.');
    expect(await latest.ask('good')).toBe('good');
  });
});
