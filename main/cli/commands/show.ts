import type { Paper } from '../../../shared/domain/paper.ts';
import { formatIssued } from '../../../shared/domain/resolveIssued.ts';
import { FormerKeys } from '../../../shared/library/formerKeys.ts';
import type { MemoryLibrary } from '../../../shared/library/memory.ts';
import { readableText } from '../../../shared/text/readable.ts';
import { EXIT, UsageError } from '../failure.ts';
import { columns, isoTime, localTime, printJson, printLines, shownTitle } from '../output.ts';
import { describeListings, describePaper, evidenceOf, paperOf } from '../papers.ts';
import { readLibrary } from '../readLibrary.ts';
import type { CommandSpec } from '../spec.ts';

export const show: CommandSpec = {
  name: 'show',
  takes: 'KEY [OPTION...]',
  summary: 'print everything that is known of a paper',
  details: `KEY is the citation key, whatever its case, or one that the paper had before.`,
  options: [],
  completes: 'nothing',
  keys: 'completed',
  async run(given, context) {
    const [key, ...others] = given.positionals;
    if (key === undefined || others.length > 0) throw new UsageError('One citation key was expected.');
    const { library } = await readLibrary(context);
    const paper = paperOf(library, key);
    if (context.format === 'json') printJson(context, wholePaper(library, paper));
    else printLines(context, inWords(library, paper));
    return EXIT.done;
  },
};

/** Everything of a paper, for programs. */
function wholePaper(library: MemoryLibrary, paper: Paper): Readonly<Record<string, unknown>> {
  const { state } = library;
  const note = state.notes.get(paper.id);
  const evidence = evidenceOf(state, paper);
  return {
    ...describePaper(state, paper),
    formerKeys: formerKeysOf(library, paper),
    ...(evidence !== undefined && { evidence }),
    listings: describeListings(state, paper),
    abstract: abstractOf(library, paper),
    ...(note && { note: { text: note.text, changed: isoTime(note.changed) } }),
  };
}

function inWords(library: MemoryLibrary, paper: Paper): readonly string[] {
  const { state } = library;
  const issued = paper.issued && formatIssued(paper.issued);
  const evidence = evidenceOf(state, paper);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Key', paper.citationKey],
    ['Former keys', formerKeysOf(library, paper).join(', ')],
    ['Status', paper.starred ? `${paper.status}, starred` : paper.status],
    ['Tags', paper.tags.join(', ')],
    ['Collections', paper.collections.flatMap(id => state.collections.get(id)?.name ?? []).join(', ')],
    ['Issued', issued],
    ['', evidence],
    ['Organisation', paper.organisation],
    ['Authors', paper.authorCount?.toString()],
    ['Added', localTime(paper.added)],
    ...describeListings(state, paper).map(
      ({ digest, rank }) => ['Listed', `${String(digest)}, number ${String(rank)}`] as const,
    ),
  ];
  const known = facts.filter((fact): fact is readonly [string, string] => Boolean(fact[1]));
  const note = state.notes.get(paper.id)?.text;
  const abstract = abstractOf(library, paper);
  return [
    shownTitle(paper.title),
    '',
    ...columns(known, undefined),
    ...(abstract === '' ? [] : ['', readableText(abstract)]),
    ...(note === undefined ? [] : ['', 'Note', '', note]),
  ];
}

function abstractOf({ abstracts }: MemoryLibrary, { id }: Paper): string {
  return abstracts.get(id)?.text ?? '';
}

function formerKeysOf({ state }: MemoryLibrary, paper: Paper): readonly string[] {
  const former = new FormerKeys();
  for (const holder of state.citationKeys.values()) former.add(holder, state.papers.get(holder.paper));
  return former.of(paper);
}
