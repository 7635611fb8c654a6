import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { PAPERS_PER_PART, runInParts, type CommandOf } from '../../../renderer/actions/inParts.ts';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { Home } from './support/home.ts';
import { inDatabase, inMemory } from './support/library.ts';

const TITLES = Array.from({ length: PAPERS_PER_PART + 3 }, (_, index) => `Meadow number ${index}`);
const ARCHIVE: CommandOf = papers => ({ name: 'setStatus', papers, status: 'archived' });
const LABEL = `Archived ${TITLES.length.toLocaleString('en')} papers`;

test('Very many papers are archived part by part, as one step of undo that a restart keeps', async () => {
  const home = new Home();
  const library = await home.open();
  library.run(importOf('large', parsedDigest(TITLES.map(title => listing(title)))));
  const counts: number[] = [];
  const receipt = await runInParts(library, TITLES.map(paperId), ARCHIVE, () =>
    counts.push(library.state.counts.status('archived')),
  );
  expect(counts).toEqual([PAPERS_PER_PART, TITLES.length]);
  expect([receipt?.label, library.history.undo]).toEqual([LABEL, LABEL]);
  await library.settled();
  expect((await inDatabase(home)).light).toEqual(inMemory(library));
  await library.close();
  const again = await home.open();
  await again.undo();
  expect(again.state.counts.status('unread')).toBe(TITLES.length);
});

test('What is taken back while it goes on is not gone on with', async () => {
  const library = await new Home().open();
  library.run(importOf('large', parsedDigest(TITLES.map(title => listing(title)))));
  let undone: Promise<unknown> | undefined;
  await runInParts(library, TITLES.map(paperId), ARCHIVE, () => {
    undone ??= library.undo();
  });
  await undone;
  expect(library.state.counts.status('archived')).toBe(0);
});
