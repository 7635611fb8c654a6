import { create, insert, load, save, search, type AnyOrama, type RawData, type Results } from '@orama/orama';
import { readFile, writeFile } from './files.ts';
import type { BenchEngine, EngineMaker } from './types.ts';

const FILE = 'orama.json';

/** Orama as it comes, with the tolerance of one typing error. */
export const orama: EngineMaker = {
  createSmall: async () => engineOf(empty()),
  create: async () => engineOf(empty()),
  open: async () => {
    const db = empty();
    load(db, JSON.parse(await (await readFile(FILE)).text()) as RawData);
    return engineOf(db);
  },
};

function empty(): AnyOrama {
  return create({ schema: { title: 'string', abstract: 'string' } });
}

function engineOf(db: AnyOrama): BenchEngine {
  return {
    add: (papers, firstSerial) => {
      papers.forEach(({ title, abstract }, index) => {
        void insert(db, { id: String(firstSerial + index), title, abstract });
      });
    },
    finish: () => undefined,
    search: (query, limit) => {
      // Without hooks it answers at once.
      const found = search(db, { term: query, tolerance: 1, limit }) as Results<unknown>;
      return found.hits.map(({ id }) => Number(id));
    },
    store: () => writeFile(FILE, [JSON.stringify(save(db))]),
  };
}
