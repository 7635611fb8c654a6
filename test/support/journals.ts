import type { DeviceId, LibraryId, PaperId } from '../../shared/domain/ids.ts';
import type { ChangeRecord } from '../../shared/library/change.ts';

/** The library to which the journals of tests belong. */
export const LIBRARY = 'a'.repeat(32) as LibraryId;
export const LIBRARY_JSON = JSON.stringify({ pandect: 'library', version: 1, library: LIBRARY });

/** A change that sets a note: `text` makes two changes with one number different. */
export function changeRecord(
  seq: number,
  text = `Note no. ${seq}, with “quotes” and a line\nbreak`,
): ChangeRecord {
  const paper = `paper-${seq}` as PaperId;
  return {
    seq,
    name: 'setNote',
    label: 'Note changed',
    at: 1_700_000_000_000 + seq,
    patches: [
      { kind: 'put', table: 'notes', rows: [{ id: paper, text, changed: 1_700_000_000_000 }] },
      { kind: 'set', table: 'papers', ids: [paper], fields: { hasNote: true } },
    ],
    counts: { papers: 9, notes: seq, digests: 1, collections: 0, savedSearches: 0, citationKeys: 9 },
    nextSerial: 10,
    device: 'b'.repeat(32) as DeviceId,
    counter: seq,
    clock: `${(0x18bcfe56800 + seq).toString(16).padStart(12, '0')}-0000`,
  };
}

/** The data folder of tests in memory. */
export const DATA = '/data';
export const JOURNAL = '/data/journal';
/** What a disk with a new library holds. */
export const NEW_LIBRARY: readonly (readonly [path: string, content: string])[] = [
  [`${DATA}/library.json`, LIBRARY_JSON],
];

/** Changes `from` … `to`. */
export function changeRecords(from: number, to: number): ChangeRecord[] {
  return Array.from({ length: to - from + 1 }, (_, index) => changeRecord(from + index));
}
