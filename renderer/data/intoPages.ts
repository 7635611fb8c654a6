import type { Table, Transaction } from 'dexie';
import type { KeyHolder } from '../../shared/domain/collection.ts';
import type { Abstract, Paper } from '../../shared/domain/paper.ts';
import {
  ABSTRACTS_PER_PAGE,
  appendKeys,
  changePages,
  PAPERS_PER_PAGE,
  type KeyPage,
  type Page,
} from './pages.ts';

/** Rows moved at a time. */
const AT_A_TIME = 512;

/** Copies papers, abstracts and citation keys out of tables of rows into pages; part of the transaction of an upgrade. */
export async function rowsIntoPages(transaction: Transaction): Promise<void> {
  const table = (name: string): Table => transaction.table(name);
  const papers = (await table('papers').toArray()) as Paper[];
  papers.sort((one, other) => one.serial - other.serial);
  const serials = new Map(papers.map(({ id, serial }) => [id as string, serial]));
  const serialOf = (id: string): number | undefined => serials.get(id);
  const abstractPages = table('abstractPages') as Table<Page, number>;
  for (let from = 0; from < papers.length; from += AT_A_TIME) {
    const some = papers.slice(from, from + AT_A_TIME);
    await changePages(table('paperPages') as Table<Page, number>, PAPERS_PER_PAGE, byId(some), serialOf);
    const found = (await table('abstracts').bulkGet(some.map(({ id }) => id))) as (Abstract | undefined)[];
    const abstracts = found.filter(row => row !== undefined);
    await changePages(abstractPages, ABSTRACTS_PER_PAGE, byId(abstracts), serialOf);
  }
  const strayIds = ((await table('abstracts').toCollection().primaryKeys()) as string[]).filter(
    id => !serials.has(id),
  );
  const strays = (await table('abstracts').bulkGet(strayIds)) as Abstract[];
  await changePages(abstractPages, ABSTRACTS_PER_PAGE, byId(strays), serialOf);
  const keys = (await table('citationKeys').toArray()) as KeyHolder[];
  await appendKeys(table('keyPages') as Table<KeyPage, number>, byId(keys));
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map(row => [row.id, row]));
}
