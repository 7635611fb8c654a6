import 'fake-indexeddb/auto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Change } from '../../../shared/library/change.ts';
import type { ImportDigest } from '../../../shared/library/command.ts';
import type { SentChange } from '../../../shared/library/sentChange.ts';
import type { ImportId } from '../../../shared/domain/ids.ts';
import { inventPapers, searchDump } from '../../support/inventedDumps.ts';
import { Home } from './support/home.ts';
import { inDatabase, inMemory } from './support/library.ts';

const TEXT = searchDump(inventPapers(40));

/** What the import flow does with a file: the host reads it and gives its listings. */
async function readThere(home: Home): Promise<ImportDigest> {
  const { client } = home;
  const path = join(home.data, 'week.txt');
  writeFileSync(path, TEXT);
  await home.offer([path]);
  const { files } = await client.call('dumps.offered', {});
  const { dump, file, digests } = await client.call('dumps.read', { ticket: files[0]!.ticket });
  const { id, shape, header, notUnderstood } = digests[0]!;
  const listings = await client.call('dumps.listings', { dump, digest: id, from: 0, count: 100 });
  return {
    name: 'importDigest',
    digest: id,
    dump,
    importId: 'i'.repeat(32) as ImportId,
    file,
    parsed: { shape, header, listings, notUnderstood },
    at: 1,
  };
}

function sent(home: Home): readonly (readonly SentChange[])[] {
  return home.calls.flatMap(({ name, args }) =>
    name === 'library.append' ? [(args as { changes: readonly SentChange[] }).changes] : [],
  );
}

const kindsIn = (changes: readonly SentChange[] | undefined): string[] =>
  (changes ?? []).flatMap(({ patches }) => patches.map(({ kind, table }) => `${kind} ${table}`));

async function journalled(home: Home): Promise<Change> {
  return (await home.client.call('library.records', { after: 0 })).records[0]!;
}

/** The journal of a library that took the same digest without any host that had read it. */
async function journalledWhole(): Promise<Change> {
  const home = new Home();
  const command = await readThere(home);
  await (await home.open()).run(command).saved;
  expect(kindsIn(sent(home)[0])).toContain('put abstracts');
  return journalled(home);
}

test('A digest that the host has read is journalled whole, though its abstracts are not sent back', async () => {
  const home = new Home();
  const library = await home.open();
  const command = await readThere(home);
  await (
    await library.bringIn(command)
  ).saved;
  expect(kindsIn(sent(home)[0])).toContain('putGiven abstracts');
  expect(kindsIn(sent(home)[0])).not.toContain('put abstracts');
  expect((await journalled(home)).patches).toEqual((await journalledWhole()).patches);
  await library.settled();
  expect((await inDatabase(home)).light).toEqual(inMemory(library));
});

test('A host that was started again since reads the kept text again', async () => {
  const home = new Home();
  const library = await home.open();
  const command = await readThere(home);
  await home.restart();
  await (
    await library.bringIn(command)
  ).saved;
  expect(sent(home).map(kindsIn)).toHaveLength(1);
  expect((await journalled(home)).patches).toEqual((await journalledWhole()).patches);
});

test('Where the kept text is gone as well, the abstracts are sent', async () => {
  const home = new Home();
  const library = await home.open();
  const command = await readThere(home);
  await home.restart(() => rmSync(join(home.data, 'dumps'), { recursive: true }));
  const receipt = await library.bringIn(command);
  await receipt.saved;
  const [first, second] = sent(home).map(kindsIn);
  expect([first, second]).toEqual([
    expect.arrayContaining(['putGiven abstracts']),
    expect.arrayContaining(['put abstracts']),
  ]);
  expect(library.saveState.kind).toBe('saved');
  expect((await journalled(home)).patches).toEqual((await journalledWhole()).patches);
});
