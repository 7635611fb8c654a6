import type { ReadingStatus } from '../../../shared/domain/paper.ts';
import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { titleOfPage } from './bookmarkTitles.ts';
import { csvHeader, readCsv, type CsvRow } from './csvTable.ts';
import { referencesToDump, splitList, unplaced, type FoundReference, type Reference } from './reference.ts';

/** A service's table, told by the names of its columns. */
interface Table {
  readonly columns: readonly string[];
  readonly marksOf: (
    cell: CsvRow['cell'],
  ) => Pick<Reference, 'status' | 'starred' | 'tags' | 'collections' | 'notes'>;
}

const TABLES: readonly Table[] = [
  {
    // Pocket, 2024 and after; `cursor` came and went.
    columns: ['title', 'url', 'time_added', 'status'],
    marksOf: cell => ({
      status: cell('status') === 'archive' ? 'read' : 'unread',
      tags: splitList(cell('tags'), '|'),
    }),
  },
  {
    // Readwise Reader; its tags stand as a list of Python.
    columns: ['title', 'url', 'document tags', 'reading progress', 'location'],
    marksOf: cell => ({
      status: readwiseStatus(cell),
      tags: [...(cell('document tags') ?? '').matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gu)].map(
        ([, single, double]) => (single ?? double ?? '').replace(/\\(.)/gu, '$1'),
      ),
    }),
  },
  {
    // Instapaper; its tags stand as a list of JSON, and folders of the user's own beside its own four.
    columns: ['url', 'title', 'selection', 'folder', 'timestamp'],
    marksOf: cell => ({
      ...instapaperFolder(cell('folder') ?? ''),
      tags: [...(cell('tags') ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/gu)].map(([, tag = '']) => tag),
      notes: [cell('selection')],
    }),
  },
];

function readwiseStatus(cell: CsvRow['cell']): ReadingStatus {
  if (cell('location') === 'archive') return 'read';
  return Number(cell('reading progress')) > 0 ? 'reading' : 'unread';
}

function instapaperFolder(folder: string): Pick<Reference, 'status' | 'starred' | 'collections'> {
  if (folder === 'Archive') return { status: 'read' };
  if (folder === 'Starred') return { starred: true };
  return folder === 'Unread' || folder === '' ? { status: 'unread' } : { collections: [folder] };
}

function tableIn(text: string): Table | undefined {
  const columns = new Set(csvHeader(text));
  return TABLES.find(table => table.columns.every(name => columns.has(name)));
}

/** True for a table of saved pages. */
export function isBookmarkTable(text: string): boolean {
  return tableIn(text) !== undefined;
}

/** Reads such a table. */
export function readBookmarkTable(text: string): ParsedDump {
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  const table = tableIn(text);
  if (table !== undefined) {
    readCsv(text, ({ cell, line, start, isWhole }) => {
      const url = cell('url') ?? '';
      if (!isWhole)
        broken.push(unplaced(line, start, 'It has more cells than the header, or an open quotation mark.'));
      else {
        const reference = { title: titleOfPage(cell('title') ?? '', url), url, ...table.marksOf(cell) };
        found.push({ reference, line, start });
      }
    });
  }
  return referencesToDump('bookmarks', found, broken);
}
