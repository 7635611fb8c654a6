import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { Home } from './support/home.ts';
import { inDatabase, inMemory } from './support/library.ts';

const TITLES = Array.from({ length: 6_000 }, (_, place) => `Meadow number ${place}`);
const large = importOf('large', parsedDigest(TITLES.map(title => listing(title))));

test('A digest is brought in as it would be at once', async () => {
  const [slow, quick] = [await new Home().open(), await new Home().open()];
  const [slowly, quickly] = [await slow.bringIn(large), quick.run(large)];
  expect(slowly.label).toBe(quickly.label);
  expect(inMemory(slow)).toEqual(inMemory(quick));
});

test('What is done while a large digest is planned counts, and the digest comes after it', async () => {
  const home = new Home();
  const library = await home.open();
  const coming = library.bringIn(large, { group: 'import', groupLabel: 'Imported 1 dump' });
  expect(library.state.papers.size).toBe(0);
  library.run(importOf('small', parsedDigest([listing(TITLES[5_000]!)])));
  library.run({ name: 'star', papers: [paperId(TITLES[5_000]!)] });
  expect((await coming).changed).toBe(true);
  const twice = library.state.papers.get(paperId(TITLES[5_000]!));
  expect([twice?.starred, twice?.listings.length, library.state.papers.size]).toEqual([
    true,
    2,
    TITLES.length,
  ]);
  expect(library.history.undo).toBe('Imported 1 dump');
  await library.settled();
  expect((await inDatabase(home)).light).toEqual(inMemory(library));
});

test('A digest that is planned while a step is taken back comes after all of it', async () => {
  const home = new Home();
  const library = await home.open();
  // Of the large digest only some papers are there, so that what is left of it is planned at once.
  const part = importOf('large', parsedDigest(TITLES.slice(0, 10).map(title => listing(title))));
  const hills = [1, 2].map(hill =>
    importOf(`hill ${hill}`, parsedDigest(TITLES.slice(0, 3_000).map(title => listing(`${title}, ${hill}`)))),
  );
  for (const each of [...hills, part]) library.run(each);
  for (const { digest } of [...hills, part]) {
    library.run({ name: 'removeDigests', digests: [digest] }, { group: 'removal', groupLabel: 'Removed' });
  }
  const sizes: number[] = [];
  library.subscribe(change => change && sizes.push(library.state.papers.size));
  const coming = library.bringIn(large);
  await library.undo();
  await coming;
  expect(sizes).toEqual([10, 3_010, 6_010, 12_000]);
  await library.settled();
  expect((await inDatabase(home)).light).toEqual(inMemory(library));
});
