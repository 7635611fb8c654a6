import Papa from 'papaparse';
import { oneLine } from './reference.ts';

/** A row below the header. */
export interface CsvRow {
  /** The cell below a name, in small letters; undefined for one that is empty or that there is none of. */
  readonly cell: (...names: readonly string[]) => string | undefined;
  readonly line: number;
  readonly start: string;
  /** False when it has more cells than the header, or its quotation marks don't match. */
  readonly isWhole: boolean;
}

const MAX_HEADER_LENGTH = 20_000;
const MOST_COLUMNS = 1_000;
const START_LENGTH = 400;

/** Names of the columns in small letters, in order, as the first line that is not blank has them. */
export function csvHeader(text: string): readonly string[] {
  const start = text.slice(0, MAX_HEADER_LENGTH).replace(/^\ufeff?\s*/u, '');
  if (/^[<{[]/u.test(start)) return [];
  const line = /^[^\r\n]*/u.exec(start)?.[0] ?? '';
  const [names = []] = Papa.parse<string[]>(line, { delimiter: separatorOf(line), preview: 1 }).data;
  return names.slice(0, MOST_COLUMNS).map(name => oneLine(name).toLowerCase());
}

/** The rows below the header, as RFC 4180 and those who don't keep to it write them. */
export function readCsv(text: string, onRow: (row: CsvRow) => void): void {
  const body = text.replace(/^\ufeff?\s*/u, '');
  const above = text.slice(0, text.length - body.length);
  const delimiter = separatorOf(/^[^\r\n]*/u.exec(body)?.[0] ?? '');
  let columns: ReadonlyMap<string, number> | undefined;
  let width = 0;
  let line = 1 + newlines(above);
  let from = 0;
  Papa.parse<string[]>(body, {
    delimiter,
    step({ data, errors, meta }) {
      const raw = body.slice(from, meta.cursor);
      if (columns === undefined) {
        columns = placesOf(data);
        width = data.length;
      } else if (raw.trim() !== '') {
        const isWhole = errors.length === 0 && data.slice(width).every(cell => cell.trim() === '');
        onRow({ cell: cellsOf(columns, data), line, start: raw.slice(0, START_LENGTH), isWhole });
      }
      line += newlines(raw);
      from = meta.cursor;
    },
  });
}

function placesOf(header: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  header.slice(0, MOST_COLUMNS).forEach((name, place) => {
    const column = oneLine(name).toLowerCase();
    if (!places.has(column)) places.set(column, place);
  });
  return places;
}

function cellsOf(columns: ReadonlyMap<string, number>, row: readonly string[]): CsvRow['cell'] {
  return (...names) =>
    names.map(name => row[columns.get(name) ?? -1]).find(cell => cell !== undefined && cell.trim() !== '');
}

/** The separator that stands most often in the header. */
function separatorOf(header: string): string {
  const counted = [',', ';', '\t'].map(sign => ({ sign, count: header.split(sign).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).sign;
}

function newlines(text: string): number {
  return text.split(/\r\n|\r|\n/u).length - 1;
}
