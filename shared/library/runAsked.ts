import { assertNever } from '../domain/assertNever.ts';
import { digestName } from '../domain/digestName.ts';
import type { DumpId, ImportId, Timestamp } from '../domain/ids.ts';
import type { Paper } from '../domain/paper.ts';
import { type CallArguments, type CallResult, type DigestOverview, type ReadDump } from '../host/api.ts';
import type { AskedCommand, AskedDigest, AskedOutcome, Mark } from '../host/asked.ts';
import type { ParsedListing } from '../digest-format/types.ts';
import type { ImportDigest, LibraryCommand } from './command.ts';
import { findPaper } from './findPaper.ts';
import { findDigest } from './plan/imports.ts';
import { CommandRefused } from './refused.ts';
import type { LibraryState } from './tables.ts';
import { MAX_LISTINGS_PER_CALL } from '../host/limits.ts';

type ReadingCall = 'dumps.reread' | 'dumps.listings';

/** A library that plans commands and has them journalled: the page's, or the host's own. */
export interface AskedLibrary {
  readonly state: LibraryState;
  /** Throws `CommandRefused`. `saved` resolves when the change is on the disk. */
  run(
    command: LibraryCommand,
    options?: { readonly group?: string; readonly groupLabel?: string },
  ): { readonly label: string; readonly changed: boolean; readonly saved: Promise<void> };
}

/** What a command of the command line is run with. */
export interface AskedParts {
  readonly library: AskedLibrary;
  /** Reads the kept text of a dump. */
  readonly call: <C extends ReadingCall>(call: C, args: CallArguments<C>) => Promise<CallResult<C>>;
  /** Keeps the library as it is, before anything is brought in. Never rejects. */
  readonly keepLibrary: () => Promise<void>;
  readonly now: () => Timestamp;
  readonly newId: () => string;
  /** For the citation keys of new papers, where the user chose one. */
  readonly keyPattern?: string | undefined;
  /** Awaited between digests, so that others have their turn. */
  readonly pace: () => Promise<void> | undefined;
}

/**
 * Does what the command line asked for, with the commands that the window itself would run. Resolves when everything is
 * on the disk; rejects when that failed.
 */
export async function runAsked(command: AskedCommand, parts: AskedParts): Promise<AskedOutcome> {
  try {
    switch (command.name) {
      case 'import':
        return await importDumps(command.dumps, parts);
      case 'mark':
        return await markPapers(command, parts);
      case 'note':
        return await writeNote(command, parts);
      default:
        return assertNever(command);
    }
  } catch (error) {
    if (error instanceof CommandRefused) return { kind: 'refused', message: error.message };
    throw error;
  }
}

async function markPapers(
  { papers: names, as }: AskedCommand & { name: 'mark' },
  { library, newId }: AskedParts,
): Promise<AskedOutcome> {
  const found = papersNamed(library.state, names);
  if ('missing' in found) return { kind: 'noSuchPaper', names: found.missing };
  const papers = found.papers.map(({ id }) => id);
  const group = newId();
  const receipts = as.map(mark => library.run(markCommand(mark, papers), { group }));
  await Promise.all(receipts.map(({ saved }) => saved));
  const made = receipts.filter(({ changed }) => changed);
  return {
    kind: 'done',
    label: (made.length > 0 ? made : receipts.slice(0, 1)).map(({ label }) => label).join('; '),
    changed: made.length > 0,
  };
}

function markCommand(mark: Mark, papers: readonly Paper['id'][]): LibraryCommand {
  switch (mark) {
    case 'starred':
      return { name: 'star', papers };
    case 'unstarred':
      return { name: 'unstar', papers };
    default:
      return { name: 'setStatus', papers, status: mark };
  }
}

async function writeNote(
  { paper: name, how, text }: AskedCommand & { name: 'note' },
  { library, now }: AskedParts,
): Promise<AskedOutcome> {
  const paper = findPaper(library.state, name);
  if (paper === undefined) return { kind: 'noSuchPaper', names: [name] };
  const before = library.state.notes.get(paper.id)?.text.trimEnd() ?? '';
  const whole = how === 'append' && before !== '' ? `${before}\n\n${text}` : text;
  const receipt = library.run({ name: 'setNote', paper: paper.id, text: whole, at: now() });
  await receipt.saved;
  return { kind: 'done', label: receipt.label, changed: receipt.changed };
}

function papersNamed(
  state: LibraryState,
  names: readonly string[],
): { readonly papers: readonly Paper[] } | { readonly missing: string[] } {
  const papers = names.map(name => findPaper(state, name));
  const missing = names.filter((_, place) => papers[place] === undefined);
  return missing.length > 0 ? { missing } : { papers: papers.flatMap(paper => paper ?? []) };
}

/** Everything brought in is one step of undo; a dump that fails doesn't stop the others. */
async function importDumps(
  dumps: (AskedCommand & { name: 'import' })['dumps'],
  parts: AskedParts,
): Promise<AskedOutcome> {
  const importId = parts.newId() as ImportId;
  const digests: AskedDigest[] = [];
  const failed: { dump: string; message: string }[] = [];
  let brought = 0;
  for (const { dump, file } of dumps) {
    try {
      const read = await parts.call('dumps.reread', { dump });
      if (brought === 0) await parts.keepLibrary();
      const found = await importDump({ ...read, file }, { ...parts, importId, place: brought + 1 });
      if (found.some(({ importedBefore }) => importedBefore === undefined)) brought += 1;
      digests.push(...found);
    } catch (error) {
      if (!isOfDump(error)) throw error;
      failed.push({ dump, message: error.message });
    }
  }
  const papers = digests.reduce((sum, digest) => sum + digest.papers, 0);
  const fresh = digests.reduce((sum, digest) => sum + digest.new, 0);
  const label = `Imported ${counted(brought, 'dump')}: ${counted(papers, 'paper')}, ${fresh} new`;
  return { kind: 'done', label, changed: brought > 0, digests, failed };
}

/** Trouble with one dump; that the library can't be written is trouble with all. */
function isOfDump(error: unknown): error is Error {
  if (error instanceof CommandRefused) return true;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return ['notFound', 'unreadable', 'empty', 'binary', 'pageWithoutTitles', 'notADigest'].includes(
    String(code),
  );
}

interface DumpParts extends AskedParts {
  readonly importId: ImportId;
  /** How many dumps the import has brought in when this one is. */
  readonly place: number;
}

async function importDump(dump: ReadDump, parts: DumpParts): Promise<AskedDigest[]> {
  const reports: AskedDigest[] = [];
  for (const overview of dump.digests) reports.push(await importDigest(dump, overview, parts));
  return reports;
}

async function importDigest(
  { dump, file }: ReadDump,
  overview: DigestOverview,
  parts: DumpParts,
): Promise<AskedDigest> {
  const { library, importId, place, keyPattern, now } = parts;
  const { id, shape, header, notUnderstood } = overview;
  const command: ImportDigest = {
    name: 'importDigest',
    digest: id,
    dump,
    importId,
    file,
    parsed: { shape, header, listings: await fetchListings(dump, overview, parts), notUnderstood },
    at: now(),
    ...(keyPattern !== undefined && { keyPattern }),
  };
  const before = findDigest(library.state, command);
  const receipt = library.run(command, { group: importId, groupLabel: `Imported ${counted(place, 'dump')}` });
  await receipt.saved;
  await parts.pace();
  const digest = before ?? library.state.digests.get(id);
  return {
    dump,
    digest: id,
    name: digest === undefined ? file : digestName(digest),
    papers: digest === undefined ? 0 : library.state.counts.digest(digest.id).total,
    new: before === undefined ? (digest?.newCount ?? 0) : 0,
    notUnderstood: notUnderstood.length,
    ...(before !== undefined && { importedBefore: before.imported }),
  };
}

async function fetchListings(
  dump: DumpId,
  { id, listingCount }: DigestOverview,
  { call, pace }: AskedParts,
): Promise<readonly ParsedListing[]> {
  const listings: ParsedListing[] = [];
  while (listings.length < listingCount) {
    const count = MAX_LISTINGS_PER_CALL;
    const portion = await call('dumps.listings', { dump, digest: id, from: listings.length, count });
    if (portion.length === 0) break;
    listings.push(...portion);
    await pace();
  }
  return listings;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
