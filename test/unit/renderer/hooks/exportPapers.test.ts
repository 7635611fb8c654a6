import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Library } from '../../../../renderer/data/types.ts';
import { fileByFile, textPortions, textToDrop, wholeText } from '../../../../renderer/hooks/exportPapers.ts';
import { bibtex } from '../../../../shared/citation/bibtex.ts';
import { biblatex } from '../../../../shared/citation/biblatex.ts';
import { csv } from '../../../../shared/citation/csv.ts';
import type { FormatOptions } from '../../../../shared/citation/format.ts';
import { FORMATS } from '../../../../shared/citation/formats.ts';
import { markdownFiles } from '../../../../shared/citation/markdownFiles.ts';
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

const toBibtex = (papers: readonly PaperId[], options: FormatOptions, signal?: AbortSignal) =>
  wholeText({ library, papers, format: bibtex, options }, signal);

describe('an export of many papers', () => {
  it('holds every paper once, in order, across all portions', async () => {
    const text = await toBibtex(allPapers(), { abstracts: 'included', notes: 'left out' });
    const keys = [...text.matchAll(/^@misc\{(.+),$/gmu)].map(([, key]) => key);
    expect(keys).toEqual([...library.state.papers.values()].map(paper => paper.citationKey));
    expect(text).toContain(`abstract = {Sheep ${PAPERS - 1} jumps.}`);
    expect(text).not.toContain('\n\n\n');
  });

  it.each(FORMATS.map(format => [format.name, format] as const))(
    'names every title in %s, portion by portion or file by file',
    async (_, format) => {
      const job = { library, papers: allPapers(), options: {} };
      const texts: string[] = [];
      if (format.output === 'text') {
        for await (const portion of textPortions({ ...job, format })) texts.push(portion);
      } else {
        for await (const file of fileByFile({ ...job, format })) texts.push(`${file.name}\n${file.text}`);
      }
      const whole = texts.join('');
      for (let place = 0; place < PAPERS; place += 1) {
        expect(whole).toContain(`Counting Sheep Number ${place}`);
      }
    },
  );

  it('leaves out abstracts and notes unless they are wanted', async () => {
    const papers = allPapers().slice(0, 1);
    const [paper] = papers;
    if (paper === undefined) expect.unreachable();
    library.run({ name: 'setNote', paper, text: 'Woolly.', at: 0 });
    const bare = await toBibtex(papers, { abstracts: 'left out', notes: 'left out' });
    expect(bare).not.toMatch(/jumps|Woolly/u);
    const full = await toBibtex(papers, { abstracts: 'included', notes: 'included' });
    expect(full).toMatch(/jumps[^]*Woolly/u);
  });

  it('passes over papers that are gone', async () => {
    const [first, second] = allPapers();
    if (first === undefined || second === undefined) expect.unreachable();
    library.run({ name: 'removePapers', papers: [first] });
    const text = await toBibtex([first, second], {});
    expect(text.match(/@misc/gu)).toHaveLength(1);
  });

  it('names the keys that papers had before as aliases, undone ones too', async () => {
    const [paper] = allPapers();
    if (paper === undefined) expect.unreachable();
    const before = library.state.papers.get(paper)?.citationKey;
    library.run({ name: 'rekeyPapers', papers: [paper], pattern: '[Title:1]' });
    const text = await wholeText({ library, papers: [paper], format: biblatex, options: {} });
    expect(text).toContain(`@misc{Counting,\n  ids = {${before}},`);
    await library.undo();
    const undone = await wholeText({ library, papers: [paper], format: biblatex, options: {} });
    expect(undone).toContain(`@misc{${before},\n  ids = {Counting},`);
  });

  it('stops when it is no longer wanted', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(toBibtex(allPapers(), {}, stop.signal)).rejects.toThrow('abort');
  });
});

describe('papers dragged out of the window', () => {
  it('are text of the format at once, without abstracts', () => {
    const papers = [...library.state.papers.values()].slice(0, 2);
    const { text, mediaType } = textToDrop(library.state, papers, biblatex, { abstracts: 'included' });
    expect(text.match(/^@misc/gmu)).toHaveLength(2);
    expect(text).not.toContain('jumps');
    expect(mediaType).toBe('application/x-bibtex');
  });

  it('are their pages where the format makes files', () => {
    const papers = [...library.state.papers.values()].slice(0, 2);
    const { text, mediaType } = textToDrop(library.state, papers, markdownFiles, {});
    expect(text).toMatch(
      /^---\ntitle: "Counting Sheep Number 0"[^]*\n\n---\ntitle: "Counting Sheep Number 1"/u,
    );
    expect(mediaType).toBe('text/markdown');
  });

  it('bear no mark of a file in front', () => {
    const papers = [...library.state.papers.values()].slice(0, 1);
    expect(textToDrop(library.state, papers, csv, {}).text).toMatch(/^citation key,/u);
  });
});

describe('papers that are copied', () => {
  it('are their pages, one after the other, where the format makes files', async () => {
    const papers = allPapers().slice(0, 2);
    const text = await wholeText({ library, papers, format: markdownFiles, options: {} });
    expect(text).toMatch(/^---\ntitle: "Counting Sheep Number 0"[^]*jumps\.\n\n---\ntitle: "[^]*jumps\.\n$/u);
  });

  it('bear no mark of a file in front, which the saved file has', async () => {
    const job = { library, papers: allPapers().slice(0, 1), format: csv, options: {} };
    expect(await wholeText(job)).toMatch(/^citation key,/u);
    const { value } = await textPortions(job).next();
    expect(value).toMatch(/^\ufeffcitation key,/u);
  });
});
