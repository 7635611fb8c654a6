import { assertNever } from '../../shared/domain/assertNever.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import { compareIssued, dateEvidence, formatIssued } from '../../shared/domain/resolveIssued.ts';
import { findPaper } from '../../shared/library/findPaper.ts';
import type { MemoryLibrary } from '../../shared/library/memory.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import { CliFailure, EXIT, UsageError } from './failure.ts';
import { columns, counted, isoTime, note, printJson, printLines, shownTitle } from './output.ts';
import type { CliContext, Given, OptionSpec } from './spec.ts';

const SORTS = ['added', 'issued', 'title', 'listed'] as const;
type SortName = (typeof SORTS)[number];

/** Options of the commands that give a list of papers. */
export const LIST_OPTIONS: readonly OptionSpec[] = [
  { name: 'sort', value: 'ORDER', choices: SORTS, help: 'newest first, or titles from A to Z' },
  { name: 'reverse', help: 'the other way round' },
  { name: 'limit', short: 'n', value: 'N', help: 'at most so many papers' },
  { name: 'keys', help: 'print citation keys alone, one a line' },
];

/** Prints papers as the options say. `unsorted` is the order without `--sort`. */
export function printPapers(
  context: CliContext,
  given: Given,
  state: LibraryState,
  unsorted: readonly Paper[],
): void {
  const shown = limited(ordered(unsorted, given), given);
  if (context.format === 'json') {
    printJson(context, { total: unsorted.length, papers: shown.map(paper => describePaper(state, paper)) });
    return;
  }
  if (given.has('keys')) {
    printLines(
      context,
      shown.map(({ citationKey }) => citationKey),
    );
    return;
  }
  printLines(context, columns(shown.map(paperRow), context.streams.columns));
  if (context.streams.columns === undefined) return;
  const rest = shown.length < unsorted.length ? ` of ${unsorted.length.toLocaleString('en')}` : '';
  note(context, `${counted(shown.length, 'paper')}${rest}`);
}

/** The papers in the order that `--sort` and `--reverse` ask for. */
export function ordered(papers: readonly Paper[], given: Given): readonly Paper[] {
  const name = given.value('sort') as SortName | undefined;
  const sorted = name === undefined ? [...papers] : [...papers].sort(comparing(name));
  return given.has('reverse') ? sorted.reverse() : sorted;
}

/** Every paper, the newest first. */
export function newestFirst(state: LibraryState): Paper[] {
  return [...state.papers.values()].sort(comparing('added'));
}

function comparing(name: SortName): (a: Paper, b: Paper) => number {
  const later = (a: Paper, b: Paper): number => b.serial - a.serial;
  switch (name) {
    case 'added':
      return (a, b) => b.added - a.added || later(a, b);
    case 'issued':
      return (a, b) => compareIssued(b.issued, a.issued) || later(a, b);
    case 'title': {
      const { compare } = new Intl.Collator('en', { numeric: true });
      return (a, b) => compare(a.title, b.title) || later(a, b);
    }
    case 'listed':
      return (a, b) => b.listings.length - a.listings.length || later(a, b);
    default:
      return assertNever(name);
  }
}

/** As many as `--limit` asks for. Throws `UsageError`. */
export function limited(papers: readonly Paper[], given: Given): readonly Paper[] {
  const limit = given.value('limit');
  if (limit === undefined) return papers;
  if (!/^\d{1,9}$/u.test(limit)) throw new UsageError(`“--limit” should be a number, not “${limit}”.`);
  return papers.slice(0, Number(limit));
}

function paperRow(paper: Paper): readonly string[] {
  const { citationKey, status, starred, issued, title } = paper;
  return [
    citationKey,
    starred ? `${status} *` : status,
    issued ? formatIssued(issued) : '',
    shownTitle(title),
  ];
}

/** The paper of that key. Throws `CliFailure` when there is none. */
export function paperOf(library: MemoryLibrary, key: string): Paper {
  const paper = findPaper(library.state, key);
  if (paper === undefined) throw noSuchPaper([key]);
  return paper;
}

/** What is said when keys name nothing. */
export function noSuchPaper(keys: readonly string[]): CliFailure {
  const named = keys
    .slice(0, 5)
    .map(key => `“${key}”`)
    .join(', ');
  const more = keys.length > 5 ? ` and ${keys.length - 5} more` : '';
  return new CliFailure(
    EXIT.notFound,
    `No paper has the citation key ${named}${more}. Nothing was changed. “pandect list --keys” prints all keys.`,
  );
}

/** A paper as it is printed for programs. What is not known is left out. */
export function describePaper(state: LibraryState, paper: Paper): Readonly<Record<string, unknown>> {
  const { citationKey, id, title, status, starred, tags, collections, issued, added, hasNote } = paper;
  return {
    key: citationKey,
    id,
    title,
    status,
    starred,
    tags,
    collections: collections.flatMap(each => state.collections.get(each)?.name ?? []),
    ...(issued && { issued }),
    ...(paper.authorCount !== undefined && { authorCount: paper.authorCount }),
    ...(paper.organisation !== undefined && { organisation: paper.organisation }),
    added: isoTime(added),
    listed: paper.listings.length,
    hasNote,
  };
}

/** Where a paper was listed, with the names of the digests. */
export function describeListings(
  state: LibraryState,
  { listings }: Paper,
): readonly Readonly<Record<string, unknown>>[] {
  return listings.map(({ digest, ...listing }) => {
    const found = state.digests.get(digest);
    return { digest: found ? digestName(found) : '', ...listing };
  });
}

/** Why the paper has its date, in words. */
export function evidenceOf(state: LibraryState, paper: Paper): string | undefined {
  return dateEvidence(
    paper,
    id => state.digests.get(id)?.year,
    id => {
      const digest = state.digests.get(id);
      return digest && digestName(digest);
    },
  );
}
