import { digestName } from '../../../shared/domain/digestName.ts';
import { READING_STATUSES, type Paper } from '../../../shared/domain/paper.ts';
import { foldTag } from '../../../shared/library/counts.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { CliFailure, EXIT, UsageError } from '../failure.ts';
import { LIST_OPTIONS, newestFirst, printPapers } from '../papers.ts';
import { readLibrary } from '../readLibrary.ts';
import type { CommandSpec, Given } from '../spec.ts';

export const list: CommandSpec = {
  name: 'list',
  takes: '[OPTION...]',
  summary: 'print the papers of the library, the newest first',
  options: [
    { name: 'status', value: 'STATUS', choices: READING_STATUSES, help: 'only papers of this status' },
    { name: 'starred', help: 'only papers with a star' },
    { name: 'tag', value: 'TAG', help: 'only papers with this tag' },
    { name: 'collection', value: 'NAME', help: 'only papers of this collection' },
    { name: 'digest', value: 'NAME', help: 'only papers listed in this digest, in its order' },
    ...LIST_OPTIONS,
  ],
  completes: 'nothing',
  async run(given, context) {
    if (given.positionals.length > 0) {
      throw new UsageError('“list” takes options only; words are looked for by “pandect search”.');
    }
    const { state } = (await readLibrary(context)).library;
    printPapers(context, given, state, chosen(state, given));
    return EXIT.done;
  },
};

function chosen(state: LibraryState, given: Given): readonly Paper[] {
  let papers: readonly Paper[] = newestFirst(state);
  const status = given.value('status');
  if (status !== undefined) papers = papers.filter(paper => paper.status === status);
  if (given.has('starred')) papers = papers.filter(paper => paper.starred);
  const tag = given.value('tag');
  if (tag !== undefined) {
    const folded = foldTag(tag);
    papers = papers.filter(paper => paper.tags.some(each => foldTag(each) === folded));
  }
  const collection = given.value('collection');
  if (collection !== undefined) {
    const { id } = named(state.collections.values(), ({ name }) => name, collection, 'collection');
    papers = papers.filter(paper => paper.collections.includes(id));
  }
  const digest = given.value('digest');
  return digest === undefined ? papers : listedIn(state, papers, digest);
}

function listedIn(state: LibraryState, papers: readonly Paper[], name: string): readonly Paper[] {
  const { id } = named(state.digests.values(), digestName, name, 'digest');
  const rankOf = ({ listings }: Paper): number => listings.find(({ digest }) => digest === id)?.rank ?? 0;
  return papers.filter(paper => rankOf(paper) > 0).sort((a, b) => rankOf(a) - rankOf(b));
}

function named<T>(rows: Iterable<T>, nameOf: (row: T) => string, name: string, what: string): T {
  const all = [...rows];
  const found =
    all.find(row => nameOf(row) === name) ??
    all.find(row => nameOf(row).toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new CliFailure(
    EXIT.notFound,
    `There is no ${what} called “${name}”. Nothing was changed. “pandect stats” prints the names of all.`,
  );
}
