import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Library } from '../../../renderer/data/types.ts';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { Home } from './support/home.ts';
import { inDatabase, inMemory } from './support/library.ts';

const DIGESTS = 8;
const PER_DIGEST = 700;
const titleOf = (digest: number, place: number): string => `Meadow ${place} of hill ${digest}`;

/** A library of one paper, and then an import of many digests as one step. */
async function afterImport(home = new Home()): Promise<Library> {
  const library = await home.open();
  library.run(importOf('first', parsedDigest([listing('Quiet quantisation')])));
  for (let digest = 0; digest < DIGESTS; digest += 1) {
    const listings = Array.from({ length: PER_DIGEST }, (_, place) => listing(titleOf(digest, place)));
    const options = { group: 'import', groupLabel: `Imported ${digest + 1} dumps` };
    library.run(importOf(`hill ${digest}`, parsedDigest(listings)), options);
  }
  return library;
}

const sizes = ({ state }: Library): readonly number[] => [state.digests.size, state.papers.size];

test('A large import is taken back and brought back part by part, as one step, and whole digests at a time', async () => {
  const home = new Home();
  const library = await afterImport(home);
  const before = inMemory(library);
  const told: string[] = [];
  const seen: (readonly number[])[] = [];
  const undone = await library.undo((done, of) => {
    told.push(`${done} of ${of}`);
    seen.push(sizes(library));
  });
  expect([undone?.label, library.history]).toEqual([
    'Undid: Imported 8 dumps',
    { undo: 'Imported first: 1 paper, 1 new', redo: 'Imported 8 dumps' },
  ]);
  expect(told[0]).toBe(`1 of ${told.length + 1}`);
  expect(seen.length).toBeGreaterThan(2);
  for (const [digests = 0, papers] of seen) expect(papers).toBe(1 + (digests - 1) * PER_DIGEST);
  expect(sizes(library)).toEqual([1, 1]);

  await library.redo();
  expect({ ...inMemory(library), nextSerial: 0 }).toEqual({ ...before, nextSerial: 0 });
  await library.settled();
  expect((await inDatabase(home)).light).toEqual(inMemory(library));
  await library.close();
  const again = await home.open();
  await again.undo();
  expect(sizes(again)).toEqual([1, 1]);
});

test('What is done while a step is taken back comes after all of it', async () => {
  const home = new Home();
  const library = await afterImport(home);
  const starred = paperId('Quiet quantisation');
  await library.undo(() => {
    if (library.state.counts.starred > 0) return;
    library.run({ name: 'star', papers: [starred] });
    expect(sizes(library)).toEqual([1, 1]);
  });
  expect(library.history).toEqual({ undo: 'Starred 1 paper' });
  await library.settled();
  expect((await inDatabase(home)).light).toEqual(inMemory(library));
});

test('A library that is closed while a step is taken back is left with all of it taken back', async () => {
  const home = new Home();
  const library = await afterImport(home);
  let closed: Promise<void> | undefined;
  await library.undo(() => {
    closed ??= library.close();
  });
  await closed;
  expect(sizes(await home.open())).toEqual([1, 1]);
});
