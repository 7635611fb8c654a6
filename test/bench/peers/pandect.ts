import { SearchEngine } from '../../../renderer/search/engine.ts';
import { readStoredIndex, writeStoredIndex } from '../../../renderer/search/storedIndex.ts';
import { rowMaker } from '../papers.ts';
import type { BenchEngine, EngineMaker } from './types.ts';

const DATABASE = 'bench';

/** Our engine, fed with rows of a library and stored as the program stores it. */
export const pandect: EngineMaker = {
  createSmall: async () => engineOf(new SearchEngine()),
  create: async () => engineOf(new SearchEngine()),
  open: async () => {
    const stored = await readStoredIndex(DATABASE);
    if (stored === undefined) throw new Error('The index that was stored could not be read.');
    return engineOf(new SearchEngine(stored.table, stored.segments));
  },
};

function engineOf(engine: SearchEngine): BenchEngine {
  const makeRows = rowMaker();
  return {
    add: papers => {
      const rows = makeRows(papers);
      engine.load({ papers: rows.papers });
      engine.loadAbstracts(rows.abstracts);
    },
    finish: () => engine.prepare(),
    search: (query, limit) => {
      const sort = { key: 'match', direction: 'descending' } as const;
      const { serials } = engine.search({ query, within: { kind: 'all' }, sort });
      return Array.from(limit < serials.length ? serials.subarray(0, limit) : serials);
    },
    store: async () => {
      const stored = engine.store();
      await writeStoredIndex(DATABASE, { seq: 1, ...stored });
      return bytesOf([stored.table, ...stored.segments.values()]);
    },
  };
}

function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce((sum: number, part) => sum + bytesOf(part), 0);
}
