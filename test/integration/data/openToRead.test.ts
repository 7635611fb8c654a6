import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openToRead } from '../../../renderer/data/openToRead.ts';
import { readLibrary } from '../../../renderer/data/read.ts';
import { openDatabase } from '../../../renderer/data/schema.ts';
import type { LibraryId } from '../../../shared/domain/ids.ts';

test('a library is read from its database without the schema', async () => {
  const db = await openDatabase('written');
  await db.meta.put({ id: 'library', library: 'invented' as LibraryId, seq: 7, nextSerial: 3 });
  db.close();
  const reading = await openToRead('written');
  expect(await readLibrary(reading)).toMatchObject({ seq: 7, nextSerial: 3, rows: { papers: [] } });
  reading.close();
});

test('a database that is not there is not made by reading it', async () => {
  await expect(openToRead('never written')).rejects.toThrow();
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('never written');
});

test('whoever reads does not hold up the database’s deletion', async () => {
  (await openDatabase('deleted')).close();
  const reading = await openToRead('deleted');
  await new Promise<void>((resolve, reject) => {
    const deletion = indexedDB.deleteDatabase('deleted');
    deletion.onsuccess = () => resolve();
    deletion.onerror = () => reject(new Error('It was not deleted.'));
  });
  expect(() => reading.backendDB().transaction('meta')).toThrow();
});
