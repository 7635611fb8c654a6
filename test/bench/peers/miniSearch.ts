import MiniSearch, { type Options } from 'minisearch';
import { readFile, writeFile } from './files.ts';
import type { BenchEngine, EngineMaker } from './types.ts';

const FILE = 'minisearch.json';
const OPTIONS: Options = { fields: ['title', 'abstract'], idField: 'serial' };

/** MiniSearch as it comes, with the prefix and fuzzy search of its documentation. */
export const miniSearch: EngineMaker = {
  createSmall: async () => engineOf(new MiniSearch(OPTIONS)),
  create: async () => engineOf(new MiniSearch(OPTIONS)),
  open: async () => engineOf(MiniSearch.loadJSON(await (await readFile(FILE)).text(), OPTIONS)),
};

function engineOf(engine: MiniSearch): BenchEngine {
  return {
    add: (papers, firstSerial) =>
      engine.addAll(papers.map((paper, index) => ({ ...paper, serial: firstSerial + index }))),
    finish: () => undefined,
    search: (query, limit) =>
      engine
        .search(query, { prefix: true, fuzzy: 0.2 })
        .slice(0, limit)
        .map(({ id }) => id as number),
    store: () => writeFile(FILE, [JSON.stringify(engine)]),
  };
}
