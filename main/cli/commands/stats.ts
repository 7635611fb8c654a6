import { digestKind, digestName } from '../../../shared/domain/digestName.ts';
import { READING_STATUSES } from '../../../shared/domain/paper.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { EXIT, UsageError } from '../failure.ts';
import { columns, counted, isoTime, localTime, printJson, printLines } from '../output.ts';
import { readLibrary, type ReadLibrary } from '../readLibrary.ts';
import type { CommandSpec } from '../spec.ts';

export const stats: CommandSpec = {
  name: 'stats',
  takes: '[OPTION...]',
  summary: 'print counts, and the names of digests, tags and collections',
  options: [],
  completes: 'nothing',
  async run(given, context) {
    if (given.positionals.length > 0) throw new UsageError('“stats” takes options only.');
    const read = await readLibrary(context);
    const found = describeLibrary(read);
    if (context.format === 'json') printJson(context, found);
    else printLines(context, inWords(read, found));
    return EXIT.done;
  },
};

type Description = ReturnType<typeof describeLibrary>;

function describeLibrary({ library, folder, seq }: ReadLibrary) {
  const { state } = library;
  const { counts } = state;
  return {
    dataFolder: folder,
    changes: seq,
    papers: counts.papers,
    status: Object.fromEntries(READING_STATUSES.map(status => [status, counts.status(status)])),
    starred: counts.starred,
    notes: state.notes.size,
    digests: digestsOf(state),
    tags: counts.tags().map(({ tag, papers }) => ({ name: tag, papers })),
    collections: [...state.collections.values()]
      .map(({ id, name }) => ({ name, papers: counts.collection(id) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    savedSearches: [...state.savedSearches.values()].map(({ name, query }) => ({ name, query })),
  };
}

function digestsOf(state: LibraryState) {
  return [...state.digests.values()]
    .sort((a, b) => a.imported - b.imported)
    .map(digest => ({
      name: digestName(digest),
      kind: digestKind(digest.shape),
      file: digest.file,
      imported: isoTime(digest.imported),
      ...state.counts.digest(digest.id),
    }));
}

function inWords({ library }: ReadLibrary, found: Description): readonly string[] {
  const { counts } = library.state;
  const rows = (of: readonly { readonly name: string; readonly papers: number }[]): string[] =>
    columns(
      of.map(({ name, papers }) => [papers.toLocaleString('en'), name]),
      undefined,
    );
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', title, ...lines];
  return [
    found.dataFolder,
    `${counted(found.papers, 'paper')}, ${counted(found.starred, 'starred', 'starred')}, ${counted(found.notes, 'note')}, ${counted(found.digests.length, 'digest')}`,
    ...part(
      'Status',
      rows(READING_STATUSES.map(status => ({ name: status, papers: counts.status(status) }))),
    ),
    ...part(
      'Digests: papers, new, worked through, imported, name',
      columns(
        found.digests.map(({ total, new: fresh, triaged, imported, name }) => [
          total.toLocaleString('en'),
          fresh.toLocaleString('en'),
          triaged.toLocaleString('en'),
          localTime(Date.parse(imported)),
          name,
        ]),
        undefined,
      ),
    ),
    ...part('Tags', rows(found.tags)),
    ...part('Collections', rows(found.collections)),
  ];
}
