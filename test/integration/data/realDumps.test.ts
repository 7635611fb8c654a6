import 'fake-indexeddb/auto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Library } from '../../../renderer/data/types.ts';
import { parseDump } from '../../../shared/digest-format/parseDump.ts';
import { digestId } from '../../../shared/digest-format/digestId.ts';
import { hashText } from '../../../shared/domain/title.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import type { DumpId, ImportId } from '../../../shared/domain/ids.ts';
import { Home } from './support/home.ts';
import { inDatabase, inMemory } from './support/library.ts';

const FOLDER = resolve(import.meta.dirname, '../../../../shared/digests');
const PRESENT = existsSync(FOLDER);
const NOTE = PRESENT ? '' : ' (skipped: the real dumps are not at ../shared/digests)';
const IMPORTED = Date.UTC(2026, 5, 20);

function importsOf(file: string): LibraryCommand[] {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const dump = parseDump(text);
  if (dump.kind !== 'digests') throw new Error(`${file} holds no papers`);
  return dump.digests.map(parsed => ({
    name: 'importDigest',
    digest: digestId(parsed),
    dump: hashText(text) as DumpId,
    importId: 'real dumps' as ImportId,
    file,
    parsed,
    at: IMPORTED,
  }));
}

describe.skipIf(!PRESENT)(`The five real dumps, imported in file order${NOTE}`, () => {
  const home = new Home();
  let library: Library;
  let imports: LibraryCommand[];

  beforeAll(async () => {
    imports = readdirSync(FOLDER)
      .filter(file => file.endsWith('.txt'))
      .sort()
      .flatMap(importsOf);
    library = await home.open();
    for (const command of imports) library.run(command, { group: 'import' });
    await library.settled();
  });

  test('bring 119, 53, 78, 21 and 19 new papers in 402 listings: 290 papers', () => {
    const digests = [...library.state.digests.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
    expect(digests.map(({ listingCount }) => listingCount)).toEqual([119, 104, 119, 28, 32]);
    expect(digests.map(({ newCount }) => newCount)).toEqual([119, 53, 78, 21, 19]);
    expect(digests.map(({ id }) => library.state.counts.digest(id).new)).toEqual([119, 53, 78, 21, 19]);
    expect(library.state.papers.size).toBe(290);
  });

  test('change nothing when any of them is imported again', () => {
    const before = inMemory(library);
    for (const command of imports) {
      const receipt = library.run({ ...command, at: IMPORTED + 1 } as LibraryCommand);
      expect(receipt.changed).toBe(false);
      expect(receipt.label).toMatch(/is already in your library/u);
    }
    expect(inMemory(library)).toEqual(before);
  });

  test('give papers of undated digests the date that another digest prints', () => {
    const dated = [...library.state.papers.values()].filter(({ issued }) => issued !== undefined);
    expect(dated).toHaveLength(28);
    const alsoUndated = dated.filter(({ listings }) => listings.some(({ issued }) => issued === undefined));
    expect(alsoUndated.length).toBe(8);
    expect(dated.filter(({ issued }) => issued?.year === undefined)).toEqual([]);
  });

  test('give every paper a key and an abstract of its own', async () => {
    const papers = [...library.state.papers.values()];
    expect(new Set(papers.map(({ citationKey }) => citationKey.toLowerCase())).size).toBe(290);
    const abstracts = await library.readAbstracts(papers.map(({ id }) => id));
    expect(abstracts.filter(text => text === '')).toEqual([]);
  });

  test('are in the database as they are in memory', async () => {
    const { light, abstracts } = await inDatabase(home);
    expect(light).toStrictEqual(inMemory(library));
    expect(Object.keys(abstracts)).toHaveLength(290);
  });

  test('are taken back by one step of undo and come back by one step of redo', async () => {
    const before = inMemory(library);
    await library.undo();
    expect([library.state.papers.size, library.state.digests.size, library.history.undo]).toEqual([
      0,
      0,
      undefined,
    ]);
    await library.redo();
    expect(inMemory(library)).toEqual(before);
    await library.settled();
    expect(Object.keys((await inDatabase(home)).abstracts)).toHaveLength(290);
  });
});
