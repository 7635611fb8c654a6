import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, gunzipSync } from 'node:zlib';
import type { Change } from '../../shared/library/change.ts';
import { ContentHash } from '../../shared/library/contentHash.ts';
import { applyToImage, emptyImage } from '../../shared/library/image.ts';
import type { LibraryImage } from '../../shared/library/image.ts';
import type { Row } from '../../shared/library/invert.ts';
import { TABLE_NAMES } from '../../shared/library/tables.ts';
import type { TableName } from '../../shared/library/tables.ts';
import { must } from './row.ts';

/** A state of the library, with the number of the last change that is in it. */
export interface ImageAt {
  readonly seq: number;
  readonly image: LibraryImage;
}

/**
 * What a data folder says, read by nothing of the program's own but by the description of its files: the newest good
 * snapshot, and the journal's longest valid stretch after it.
 */
export async function readDataFolder(data: string): Promise<ImageAt> {
  const start = await newestSnapshot(join(data, 'snapshots'));
  let { seq } = start;
  for (const change of await readJournal(join(data, 'journal'))) {
    if (change.seq <= seq) continue;
    if (change.seq !== seq + 1) break;
    applyToImage(start.image, change.patches);
    seq = change.seq;
  }
  return { seq, image: start.image };
}

/** All changes that count, in order: what stands beyond the point where a later segment begins was never acknowledged. */
export async function readJournal(folder: string): Promise<Change[]> {
  let changes: Change[] = [];
  for (const name of (await namesIn(folder)).filter(each => /^\d{10}\.jsonl$/u.test(each)).sort()) {
    const [header, ...records] = validLines(await readFile(join(folder, name)));
    if (header === undefined) continue;
    const { after } = JSON.parse(header) as { after: number };
    changes = changes.filter(({ seq }) => seq <= after);
    changes.push(...records.map(json => JSON.parse(json) as Change));
  }
  return changes;
}

/** The JSON of a segment's lines up to the first that is not as it was written. */
export function validLines(bytes: Buffer): string[] {
  const lines: string[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from);
    if (end < 0) break;
    const match = /^([0-9a-f]{8}) (\d+) /u.exec(bytes.toString('latin1', from, Math.min(end, from + 30)));
    const json = bytes.subarray(from + (match?.[0].length ?? 0), end);
    if (!match || json.length !== Number(match[2]) || crc32(json) !== parseInt(match[1] ?? '', 16)) break;
    lines.push(json.toString('utf8'));
    from = end + 1;
  }
  return lines;
}

async function newestSnapshot(folder: string): Promise<ImageAt> {
  const names = (await namesIn(folder))
    .filter(name => /^\d{12}-.*\.jsonl\.gz$/u.test(name))
    .sort()
    .reverse();
  for (const name of names) {
    const bytes = await readFile(join(folder, name));
    const sum = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    if (name.includes(`-${sum}.`)) return readSnapshot(bytes);
  }
  return { seq: 0, image: emptyImage() };
}

function readSnapshot(bytes: Buffer): ImageAt {
  const text = gunzipSync(bytes).toString('utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const image = emptyImage();
  for (const line of lines) {
    const { t, r } = JSON.parse(line) as { t?: TableName | 'dumps'; r?: Row };
    if (t !== undefined && t !== 'dumps' && r) (image[t] as Map<string, Row>).set(r.id, r);
  }
  const last = JSON.parse(lines.at(-1) ?? '{}') as { end?: boolean; rows?: number };
  must(last.end === true && last.rows === lines.length - 1, 'A snapshot has no proper end.');
  return { seq: (JSON.parse(head) as { seq: number }).seq, image };
}

/** The content hash of a whole state. */
export function hashOf(image: LibraryImage): string {
  const hash = new ContentHash();
  for (const table of TABLE_NAMES) for (const row of image[table].values()) hash.add(table, row);
  return hash.value;
}

/** A state of its own with the same rows. */
export function copyOf(image: LibraryImage): LibraryImage {
  const copies = TABLE_NAMES.map(table => [table, new Map<string, Row>(image[table])]);
  return Object.fromEntries(copies) as LibraryImage;
}

/** Every digest is there whole: its papers list it, as many as it says, and nothing lists a digest that is not there. */
export function mustHoldWholeDigests({ papers, abstracts, digests }: LibraryImage): void {
  const listed = new Map<string, number>();
  for (const paper of papers.values()) {
    must(abstracts.has(paper.id) || paper.opening === '', `“${paper.title}” lost its abstract.`);
    for (const { digest } of paper.listings) listed.set(digest, (listed.get(digest) ?? 0) + 1);
  }
  for (const digest of digests.values()) {
    const found = listed.get(digest.id) ?? 0;
    must(
      found === digest.listingCount,
      `The digest of “${digest.file}” has ${found} of ${digest.listingCount} papers.`,
    );
    listed.delete(digest.id);
  }
  must(listed.size === 0, 'Papers are listed by a digest that is not there.');
}

/** Names in a folder; none if there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
