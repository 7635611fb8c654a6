import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Library } from '../../../../../renderer/data/types.ts';
import { startImport } from '../../../../../renderer/features/import/importRun.ts';
import { countsInWords, reportImport } from '../../../../../renderer/features/import/report.ts';
import type {
  Gathered,
  ImportProgress,
  ImportSource,
} from '../../../../../renderer/features/import/types.ts';
import type { HostClient } from '../../../../../renderer/host/types.ts';
import type { ImportId } from '../../../../../shared/domain/ids.ts';
import { openNew } from '../../../../integration/data/support/library.ts';
import { dumpText, textSource, titleHost } from './importTools.ts';
import { MAX_DUMP_BYTES, MAX_LISTINGS_PER_CALL } from '../../../../../shared/host/limits.ts';

let library: Library;

beforeEach(async () => {
  library = await openNew();
});
afterEach(() => library.close());

function gathered(...sources: readonly ImportSource[]): Gathered {
  return { sources, refused: [] };
}

/** An import and every step it told. */
function importing(
  what: Gathered,
  host: HostClient = titleHost(),
  onStep: (progress: ImportProgress) => void = () => undefined,
) {
  const steps: ImportProgress[] = [];
  const run = startImport(crypto.randomUUID() as string as ImportId, what, {
    host,
    library,
    now: () => 1_000,
    onProgress: progress => {
      steps.push(progress);
      onStep(progress);
    },
  });
  return { run, steps, last: () => steps.at(-1)! };
}

async function imported(what: Gathered, host?: HostClient): Promise<ImportProgress> {
  const { run, last } = importing(what, host);
  await run.over;
  return last();
}

const MONDAY = textSource('monday.txt', dumpText(['Calm Lakes', 'Red Kites', 'Slow Clocks']));
const TUESDAY = textSource('tuesday.txt', dumpText(['Red Kites', 'Paper Bridges']));

describe('an import', () => {
  it('brings in every file and counts what was new and what was known', async () => {
    const progress = await imported(gathered(MONDAY, TUESDAY));
    const report = reportImport(progress, library.state);
    expect(report.digests.map(countsInWords)).toEqual([
      '3 papers, 3 new',
      '2 papers, 1 new, 1 already in your library',
    ]);
    expect(countsInWords(report)).toBe('4 papers, 4 new');
    expect(report.newPapers).toHaveLength(4);
  });

  it('adds nothing the second time, and says when it was imported before', async () => {
    await imported(gathered(MONDAY));
    const progress = await imported(gathered(MONDAY));
    const report = reportImport(progress, library.state);
    expect(countsInWords(report)).toBe('3 papers, 0 new, 3 already in your library');
    expect(report.digests[0]?.importedBefore).toBe(1_000);
    expect(library.state.papers.size).toBe(3);
  });

  it('is one step of undo, named by how many dumps came in', async () => {
    await imported(gathered(MONDAY, textSource('broken', '\0'), TUESDAY));
    expect(library.history.undo).toBe('Imported 2 dumps');
    await library.undo();
    expect(library.state.papers.size).toBe(0);
    expect(library.history.undo).toBeUndefined();
  });

  it('goes on after a file that fails, and says what failed', async () => {
    const { items } = await imported(gathered(textSource('image.png', '\0PNG'), MONDAY));
    expect(items.map(item => item.progress.kind)).toEqual(['failed', 'done']);
    expect(items[0]?.progress).toMatchObject({ message: expect.stringContaining('not text') });
    expect(library.state.papers.size).toBe(3);
  });

  it('fetches long digests in portions and tells how far it is', async () => {
    const titles = Array.from({ length: MAX_LISTINGS_PER_CALL * 2 + 1 }, (_, place) => `Paper ${place}`);
    const { run, steps } = importing(gathered(textSource('long.txt', dumpText(titles))));
    await run.over;
    const done = steps.flatMap(({ items }) =>
      items[0]?.progress.kind === 'listings' ? [items[0].progress.done] : [],
    );
    expect([...new Set(done)]).toEqual([0, MAX_LISTINGS_PER_CALL, MAX_LISTINGS_PER_CALL * 2]);
    expect(library.state.papers.size).toBe(titles.length);
  });

  it('brings in every digest of a file that holds several', async () => {
    const { items } = await imported(gathered(textSource('both', dumpText(['One'], ['Two', 'One']))));
    expect(items[0]?.digests).toHaveLength(2);
    expect(library.state.digests.size).toBe(2);
  });

  it('brings in a list of a day and a search of the same papers from one file', async () => {
    const progress = await imported(gathered(textSource('both', dumpText(['One', 'Two'], ['ONE', 'TWO']))));
    expect(library.state.digests.size).toBe(2);
    const report = reportImport(progress, library.state);
    expect(report.digests.map(countsInWords)).toEqual([
      '2 papers, 2 new',
      '2 papers, 0 new, 2 already in your library',
    ]);
  });

  it('says of a page that is there under another id when that was imported', async () => {
    await imported(gathered(MONDAY));
    const [held] = library.state.digests.keys();
    const better = titleHost({ idOf: text => `better ${text.length}` });
    const report = reportImport(await imported(gathered(MONDAY), better), library.state);
    expect(report.digests).toMatchObject([{ id: held, importedBefore: 1_000, papers: 3, new: 0 }]);
    expect(library.state.digests.size).toBe(1);
  });

  it('refuses a file above the limit before reading it', async () => {
    const file = new File([], 'huge.txt');
    Object.defineProperty(file, 'size', { value: MAX_DUMP_BYTES + 1 });
    Object.defineProperty(file, 'arrayBuffer', { value: () => expect.unreachable('it was read') });
    const { items } = await imported(gathered({ kind: 'file', file, name: 'huge.txt' }));
    expect(items[0]?.progress).toMatchObject({ kind: 'failed', message: expect.stringContaining('64 MB') });
  });

  it('says so when a file can no longer be read', async () => {
    const file = new File(['x'], 'gone.txt');
    Object.defineProperty(file, 'arrayBuffer', { value: () => Promise.reject(new Error('gone')) });
    const { items } = await imported(gathered({ kind: 'file', file, name: 'gone.txt' }));
    expect(items[0]?.progress).toMatchObject({ message: expect.stringContaining('could not be read') });
  });

  it('fails a file whose listings never come, instead of asking for ever', async () => {
    const whole = titleHost();
    const host: HostClient = {
      ...whole,
      call: (call, args, signal) =>
        call === 'dumps.listings' ? (Promise.resolve([]) as never) : whole.call(call, args, signal),
    };
    const { items } = await imported(gathered(MONDAY), host);
    expect(items[0]?.progress).toMatchObject({ message: expect.stringContaining('0 of 3 papers') });
    expect(library.state.papers.size).toBe(0);
  });

  it('takes more files while it runs, and none when it is over', async () => {
    const { run, last } = importing(gathered(MONDAY));
    expect(run.add(gathered(TUESDAY))).toBe(true);
    await run.over;
    expect(last().items.map(item => item.progress.kind)).toEqual(['done', 'done']);
    expect(run.add(gathered(TUESDAY))).toBe(false);
  });
});

describe('a cancelled import', () => {
  it('keeps whole digests and leaves the rest', async () => {
    const { run, last } = importing(
      gathered(MONDAY, TUESDAY, textSource('c', 'Three')),
      titleHost(),
      ({ items }) => {
        if (items[0]?.digests.length === 1) run.cancel();
      },
    );
    await run.over;
    expect(last().phase).toBe('over');
    expect(last().items.map(item => item.progress.kind)).toEqual(['done', 'cancelled', 'cancelled']);
    expect([...library.state.digests.values()].map(digest => digest.file)).toEqual(['monday.txt']);
    expect(reportImport(last(), library.state).cancelled).toEqual(['tuesday.txt', 'c']);
  });

  it('leaves nothing of a digest whose listings were on their way', async () => {
    const titles = Array.from({ length: MAX_LISTINGS_PER_CALL + 1 }, (_, place) => `Paper ${place}`);
    const { run } = importing(
      gathered(textSource('long', dumpText(titles))),
      titleHost({
        before: (call, args) => {
          if (call === 'dumps.listings' && (args as { from: number }).from > 0) run.cancel();
        },
      }),
    );
    await run.over;
    expect(library.state.papers.size).toBe(0);
    expect(library.state.digests.size).toBe(0);
  });
});

describe('the report of an import', () => {
  it('names what was refused, with the reason', async () => {
    const refused = [{ name: 'empty folder', message: 'It holds no dumps.' }];
    const progress = await imported({ sources: [MONDAY], refused });
    expect(reportImport(progress, library.state).failed).toEqual(refused);
  });

  it('counts a digest that is dropped twice in one go once', async () => {
    const progress = await imported(gathered(MONDAY, { ...MONDAY, name: 'copy.txt' } as ImportSource));
    const report = reportImport(progress, library.state);
    expect(countsInWords(report)).toBe('3 papers, 3 new');
    expect(report.digests.map(digest => digest.new)).toEqual([3, 0]);
  });
});
