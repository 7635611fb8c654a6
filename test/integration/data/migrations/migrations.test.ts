import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../../../renderer/data/read.ts';
import { TABLE_NAMES, type TableName } from '../../../../shared/library/tables.ts';
import { MIGRATIONS, NewerDatabase, openDatabase, type Migration } from '../../../../renderer/data/schema.ts';
import { MIGRATION_CASES, type MigrationCase, type Rows } from './cases.ts';

let databases = 0;

/** A database name that no other test uses. */
function newName(): string {
  databases += 1;
  return `migrated ${databases}`;
}

/** Writes old rows with the old schema, opens the database with the new one and returns what it then holds. */
async function migrate(
  migrations: readonly Migration[],
  version: number,
  { before, after }: MigrationCase,
): Promise<Rows> {
  const name = newName();
  const old = await openDatabase(
    name,
    migrations.filter(migration => migration.version < Math.max(version, 2)),
  );
  for (const [table, rows] of Object.entries(before)) await old.table(table).bulkPut(rows);
  old.close();
  const db = await openDatabase(name, migrations);
  const found: Record<string, unknown[]> = {};
  for (const table of Object.keys(after)) {
    const isOfLibrary = (TABLE_NAMES as readonly string[]).includes(table);
    found[table] = isOfLibrary
      ? [...(await readTable(db, table as TableName))]
      : await db.table(table).toArray();
  }
  db.close();
  return found;
}

describe('The migrations of the database', () => {
  test('have a case with old rows each', () => {
    expect(Object.keys(MIGRATION_CASES).map(Number)).toEqual(MIGRATIONS.map(({ version }) => version));
  });

  test('have rising versions and say why they exist', () => {
    const versions = MIGRATIONS.map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    for (const { why } of MIGRATIONS) expect(why.length).toBeGreaterThan(20);
  });

  test.each(MIGRATIONS.map(({ version }) => version))(
    'bring the rows before version %d up to date',
    async version => {
      const oldAndNew = MIGRATION_CASES[version]!;
      expect(await migrate(MIGRATIONS, version, oldAndNew)).toEqual(oldAndNew.after);
    },
  );
});

describe('The mechanism of migrations', () => {
  const next: Migration = {
    version: MIGRATIONS.length + 1,
    why: 'A step invented for this test: notes get a colour.',
    stores: {},
    upgrade: transaction =>
      transaction
        .table('notes')
        .toCollection()
        .modify((note: Record<string, unknown>) => {
          note['colour'] = 'green';
        })
        .then(() => undefined),
  };

  test('runs the upgrade of a further step over old rows', async () => {
    const notes = [{ id: 'aa', text: 'Mine.', changed: 1 }];
    const found = await migrate([...MIGRATIONS, next], next.version, {
      before: { notes },
      after: { notes: [] },
    });
    expect(found).toEqual({ notes: notes.map(note => ({ ...note, colour: 'green' })) });
  });

  test('leaves everything as it was when an upgrade fails', async () => {
    const name = newName();
    const old = await openDatabase(name);
    await old.table('notes').bulkPut([{ id: 'aa', text: 'Mine.', changed: 1 }]);
    old.close();
    const failing: Migration = {
      ...next,
      upgrade: async transaction => {
        await transaction.table('notes').clear();
        throw new Error('The upgrade failed.');
      },
    };
    await expect(openDatabase(name, [...MIGRATIONS, failing])).rejects.toThrow('The upgrade failed.');
    const again = await openDatabase(name);
    expect(await again.notes.count()).toBe(1);
    again.close();
  });

  test('refuses a database that a newer program has written, and leaves it alone', async () => {
    const name = newName();
    (await openDatabase(name, [...MIGRATIONS, next])).close();
    await expect(openDatabase(name)).rejects.toThrow(NewerDatabase);
    (await openDatabase(name, [...MIGRATIONS, next])).close();
  });
});
