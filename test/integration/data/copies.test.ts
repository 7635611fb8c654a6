import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { openCopy } from '../../../renderer/data/openCopy.ts';
import { SearchService } from '../../../renderer/search/service.ts';
import { takeRows } from '../../../renderer/search/takeRows.ts';
import type { Holder } from '../../../shared/host/libraryApi.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import { CommandRefused } from '../../../shared/library/refused.ts';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { Home } from './support/home.ts';
import { inMemory } from './support/library.ts';

const RIVERS = paperId('Rivers that remember');
const IMPORT = importOf(
  'digest',
  parsedDigest([listing('Quiet quantisation'), listing('Rivers that remember')]),
);
const STAR: LibraryCommand = { name: 'star', papers: [RIVERS] };
const HOLDER: Holder = { kind: 'window', name: 'another tab', since: 1, canTakeOver: true };

describe('A snapshot', () => {
  test('is shown as it was made, whatever was done since, and can’t be changed', async () => {
    const home = new Home();
    const library = await home.open();
    await library.run(IMPORT).saved;
    const memory = inMemory(library);
    const snapshot = await home.client.call('snapshots.make', { reason: 'request' });
    await library.run({ name: 'removePapers', papers: [RIVERS] }).saved;
    const { library: copy } = await openCopy(home.client, { kind: 'snapshot', snapshot: snapshot! });
    expect(inMemory(copy)).toEqual(memory);
    expect(copy.access).toEqual({ kind: 'snapshot', snapshot });
    expect([copy.savedSeq, copy.history]).toEqual([1, {}]);
    expect(await copy.readAbstracts([RIVERS, paperId('No such paper')])).toEqual([
      'Rivers that remember is what this paper is about.',
      '',
    ]);
    expect(() => copy.run(STAR)).toThrow(/snapshot, which can only be looked at/u);
    await expect(copy.undo()).rejects.toThrow(CommandRefused);
    await expect(copy.redo()).rejects.toThrow(CommandRefused);
    expect(library.state.papers.size).toBe(1);
  });

  test('is searched by its own rows', async () => {
    const home = new Home();
    const library = await home.open();
    await library.run(IMPORT).saved;
    const snapshot = await home.client.call('snapshots.make', { reason: 'request' });
    await library.run({ name: 'removePapers', papers: [RIVERS] }).saved;
    const { rows } = await openCopy(home.client, { kind: 'snapshot', snapshot: snapshot! });
    const search = new SearchService({
      yieldToMessages: () => Promise.resolve(),
      wait: () => Promise.resolve(),
    });
    await search.load(take => takeRows(rows, take));
    const query = { within: { kind: 'all' }, sort: { key: 'match', direction: 'descending' } } as const;
    expect(await search.count([{ query: 'rivers', ...query }])).toEqual([1]);
    expect(await search.count([{ query: 'abstract:paper', ...query }])).toEqual([2]);
  });
});

describe('A library that somebody else writes', () => {
  test('is shown as its files are now, and can’t be changed', async () => {
    const home = new Home();
    const writer = await home.open();
    await writer.run(IMPORT).saved;
    const { library } = await openCopy(home.client, { kind: 'look', holder: HOLDER });
    expect(inMemory(library)).toEqual(inMemory(writer));
    expect(() => library.run(STAR)).toThrow(/open elsewhere/u);
    await writer.run(STAR).saved;
    expect(library.state.counts.starred).toBe(0);
  });
});
