import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import {
  PAPERS_PER_PART,
  removeDigestsInParts,
  runInParts,
  type CommandOf,
} from '../../../renderer/actions/inParts.ts';
import type { DigestId } from '../../../shared/domain/ids.ts';
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

test('Digests are taken out some thousand papers at a time, as one step of undo', async () => {
  const home = new Home();
  const library = await home.open();
  for (const [name, from] of [
    ['one', 0],
    ['two', 1_500],
    ['three', 3_000],
  ] as const) {
    const titles = TITLES.slice(from, from + 1_500);
    library.run(importOf(name, parsedDigest(titles.map(title => listing(title)))));
  }
  const before = inMemory(library);
  const told: string[] = [];
  const receipt = await removeDigestsInParts(
    library,
    [...library.state.digests.keys()] as DigestId[],
    (done, of) => told.push(`${done} of ${of}: ${library.state.papers.size} left`),
  );
  expect(told).toEqual(['2 of 3: 1003 left', '3 of 3: 0 left']);
  expect(receipt?.label).toBe(library.history.undo);
  await library.undo();
  expect(inMemory(library)).toEqual(before);
});
