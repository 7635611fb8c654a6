import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Library } from '../../../../renderer/data/types.ts';
import { buildBibtex } from '../../../../renderer/hooks/bibtex.ts';
import type { DigestId, DumpId, ImportId, PaperId } from '../../../../shared/domain/ids.ts';
import { openNew } from '../../../integration/data/support/library.ts';

/** More than are read from the database at a time. */
const PAPERS = 450;
let library: Library;

beforeEach(async () => {
  library = await openNew();
  const listings = Array.from({ length: PAPERS }, (_, place) => ({
    rank: place + 1,
    title: `Counting Sheep Number ${place}`,
    abstract: `Sheep ${place} jumps.`,
  }));
  library.run({
    name: 'importDigest',
    digest: 'a'.repeat(32) as DigestId,
    dump: 'b'.repeat(32) as DumpId,
    importId: 'import' as ImportId,
    file: 'sheep.txt',
    parsed: { shape: 'search-compact', header: { lines: [] }, listings, notUnderstood: [] },
    at: 0,
  });
});
afterEach(() => library.close());

function allPapers(): PaperId[] {
  return [...library.state.papers.values()].map(paper => paper.id);
}

describe('the BibTeX of many papers', () => {
  it('holds every paper once, in order, across all portions', async () => {
    const text = await buildBibtex(library, allPapers(), { abstracts: 'included', notes: 'left out' });
    const keys = [...text.matchAll(/^@misc\{(.+),$/gmu)].map(([, key]) => key);
    expect(keys).toEqual([...library.state.papers.values()].map(paper => paper.citationKey));
    expect(text).toContain(`abstract = {Sheep ${PAPERS - 1} jumps.}`);
    expect(text).not.toContain('\n\n\n');
  });

  it('leaves out abstracts and notes unless they are wanted', async () => {
    const papers = allPapers().slice(0, 1);
    const [paper] = papers;
    if (paper === undefined) expect.unreachable();
    library.run({ name: 'setNote', paper, text: 'Woolly.', at: 0 });
    const bare = await buildBibtex(library, papers, { abstracts: 'left out', notes: 'left out' });
    expect(bare).not.toMatch(/jumps|Woolly/u);
    const full = await buildBibtex(library, papers, { abstracts: 'included', notes: 'included' });
    expect(full).toMatch(/jumps[^]*Woolly/u);
  });

  it('passes over papers that are gone', async () => {
    const [first, second] = allPapers();
    if (first === undefined || second === undefined) expect.unreachable();
    library.run({ name: 'removePapers', papers: [first] });
    const text = await buildBibtex(library, [first, second], { abstracts: 'left out', notes: 'left out' });
    expect(text.match(/@misc/gu)).toHaveLength(1);
  });

  it('stops when it is no longer wanted', async () => {
    const stop = new AbortController();
    stop.abort();
    const wish = { abstracts: 'left out', notes: 'left out' } as const;
    await expect(buildBibtex(library, allPapers(), wish, stop.signal)).rejects.toThrow('abort');
  });
});
