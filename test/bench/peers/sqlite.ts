import sqlite3InitModule, { type Database, type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { BenchEngine, EngineMaker } from './types.ts';

const FILE = '/bench.db';
/** Without the texts themselves, as the others hold none; beginnings of two and three letters have an index of their own. */
const TABLE =
  "CREATE VIRTUAL TABLE papers USING fts5(title, abstract, content='', prefix='2 3', tokenize='unicode61')";

/** SQLite's full-text search, in a file of the origin's private file system, with 64 MB of it kept in memory. */
export const sqlite: EngineMaker = {
  createSmall: async () => {
    const sqlite3 = await sqlite3InitModule();
    return makeTable(new sqlite3.oo1.DB(':memory:'));
  },
  create: async () => makeTable(await openFile(await sqlite3InitModule())),
  open: async () => engineOf(await openFile(await sqlite3InitModule())),
};

async function openFile(sqlite3: Sqlite3Static): Promise<Database> {
  const pool = await sqlite3.installOpfsSAHPoolVfs({});
  const db = new pool.OpfsSAHPoolDb(FILE);
  db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = memory');
  return db;
}

function makeTable(db: Database): BenchEngine {
  db.exec(TABLE);
  return engineOf(db);
}

function engineOf(db: Database): BenchEngine {
  const insert = 'INSERT INTO papers (rowid, title, abstract) VALUES (?, ?, ?)';
  const select = 'SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY rank LIMIT ?';
  return {
    add: (papers, firstSerial) =>
      db.transaction(() => {
        const statement = db.prepare(insert);
        papers.forEach(({ title, abstract }, index) =>
          statement.bind([firstSerial + index, title, abstract]).stepReset(),
        );
        statement.finalize();
      }),
    finish: () => void db.exec("INSERT INTO papers (papers) VALUES ('optimize')"),
    search: (query, limit) => {
      const asked = inFtsWords(query);
      if (asked === '') return [];
      return db.selectValues(select, [asked, limit]) as number[];
    },
    store: async () =>
      Number(db.selectValue('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')),
  };
}

/** Every word as a beginning, as ours takes it; quoted words as a phrase. */
function inFtsWords(query: string): string {
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (/^".+"$/u.test(query)) return `"${words.join(' ')}"`;
  return words.map(word => `"${word}"*`).join(' ');
}
