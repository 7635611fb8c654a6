import { Index } from 'flexsearch';
import { readFile, writeFile } from './files.ts';
import type { BenchEngine, EngineMaker } from './types.ts';

const FILE = 'flexsearch.jsonl';

/** FlexSearch, which finds words as they are typed with `forward`; it forgives no typing errors. */
export const flexSearch: EngineMaker = {
  createSmall: async () => engineOf(new Index({ tokenize: 'forward' })),
  create: async () => engineOf(new Index({ tokenize: 'forward' })),
  open: async () => {
    const index = new Index({ tokenize: 'forward' });
    const text = await (await readFile(FILE)).text();
    for (const line of text.split('\n').filter(Boolean)) {
      const [key, data] = JSON.parse(line) as [string, string];
      index.import(key, data);
    }
    return engineOf(index);
  },
};

function engineOf(index: Index): BenchEngine {
  return {
    add: (papers, firstSerial) => {
      papers.forEach(({ title, abstract }, at) => index.add(firstSerial + at, `${title} ${abstract}`));
    },
    finish: () => undefined,
    search: (query, limit) => index.search(query, { limit }) as number[],
    store: async () => {
      const lines: string[] = [];
      await index.export((key, data) => {
        if (data) lines.push(`${JSON.stringify([key, data])}\n`);
      });
      return writeFile(FILE, lines);
    },
  };
}
