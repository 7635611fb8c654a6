import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { PAYLOADS } from './hostilePayloads.ts';
import { onOneLine } from './hostileDumps.ts';
import { inventedPaper } from './inventedRows.ts';

/** A row of a snapshot's file: its table, and the row, which may be anything. */
export interface HostileRow {
  readonly t: string;
  readonly r: Readonly<Record<string, unknown>>;
}

/** Rows of every table, with every payload in every text that a row can hold. */
export function hostileRows(): readonly HostileRow[] {
  return PAYLOADS.flatMap(({ text }, at): readonly HostileRow[] => {
    const paper = inventedPaper(at + 1);
    const line = onOneLine(text).slice(0, 150) || '-';
    const digest = at.toString(16).padStart(32, '0');
    const issued = { month: 5, day: 7, year: 2025 };
    const listing = { digest, rank: at + 1, title: `${at} ${text}`, organisation: text, issued };
    const fields = {
      title: `${at} ${text}`,
      opening: line,
      organisation: text,
      citationKey: `${line} ${at}`,
      tags: [`${line} ${at}`],
      collections: [`c${at}`],
      listings: [listing],
      issued: { ...issued, yearSource: 'inferred' },
      addedBy: digest,
      hasNote: true,
    };
    const key = fields.citationKey;
    return [
      { t: 'papers', r: { ...paper, ...fields } },
      { t: 'abstracts', r: { id: paper.id, text } },
      { t: 'notes', r: { id: paper.id, text, changed: 1 } },
      {
        t: 'digests',
        r: { ...digestRow(digest, text), givenName: `${line} ${at}`, file: text.slice(0, 9_000) },
      },
      { t: 'collections', r: { id: `c${at}`, name: `${line} ${at}` } },
      {
        t: 'savedSearches',
        r: { id: `s${at}`, name: `${line} ${at}`, query: text, within: { kind: 'all' } },
      },
      { t: 'citationKeys', r: { id: key.toLowerCase(), key, paper: paper.id } },
    ];
  });
}

function digestRow(id: string, text: string): Readonly<Record<string, unknown>> {
  return {
    id,
    // Leads out of the folder of dumps to one that lies beside it.
    dump: '../secret',
    importId: 'i',
    imported: 1,
    shape: 'daily-details',
    header: { lines: [text], date: { month: 5, day: 7 } },
    year: { source: 'inferred', year: 2025, evidence: text.slice(0, 9_000) },
    listingCount: 1,
    newCount: 1,
    notUnderstood: [{ line: 1, text }],
  };
}

/** A backup as a program makes one that knows the format: it is hostile in what it holds, and right in its form. */
export function backupOfRows(rows: readonly HostileRow[]): Uint8Array<ArrayBuffer> {
  // The tables stand in the order of the first rows.
  const tables = [...new Set(rows.map(({ t }) => t))];
  const sorted = tables.flatMap(table => rows.filter(({ t }) => t === table));
  const counts = Object.fromEntries(tables.map(table => [table, rows.filter(({ t }) => t === table).length]));
  const head = {
    ...{ pandect: 'snapshot', version: 1, library: 'a1'.repeat(16), seq: 7, at: Date.UTC(2026, 5, 1, 12) },
    ...{ reason: 'request', counts, nextSerial: rows.length + 1, removedRows: 0 },
    stamps: { counters: { ['d0'.repeat(16)]: 7 }, clock: '019000000000-0001' },
  };
  const body = [head, ...sorted].map(line => `${JSON.stringify(line)}\n`).join('');
  const sha256 = createHash('sha256').update(body).digest('hex');
  return new Uint8Array(gzipSync(`${body}${JSON.stringify({ end: true, rows: sorted.length, sha256 })}\n`));
}
