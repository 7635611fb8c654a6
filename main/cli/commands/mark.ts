import { MARKS, type Mark } from '../../../shared/host/asked.ts';
import { EXIT, UsageError } from '../failure.ts';
import { matchPapers } from '../matchPapers.ts';
import { note, printJson, printLines } from '../output.ts';
import { readLibrary } from '../readLibrary.ts';
import type { CliContext, CommandSpec, Given } from '../spec.ts';
import { withWriter } from '../writeLibrary.ts';

export const mark: CommandSpec = {
  name: 'mark',
  takes: 'KEY... STATE... [OPTION...]',
  summary: 'mark papers as unread, reading, read, archived, starred or unstarred',
  details: `The states stand last: “pandect mark ho2023lattice read starred”. With --as they
stand there instead, separated by commas, and every argument is a key. A minus
in place of keys reads them from the standard input, one a line:
“pandect search 'is:unread year:..2020' --keys | pandect mark - archived”.
When a key is not known nothing is marked.`,
  options: [
    { name: 'as', value: 'STATE,...', help: `the states: ${MARKS.join(', ')}` },
    { name: 'search', value: 'QUERY', help: 'mark what the query finds, instead of keys' },
  ],
  completes: MARKS,
  keys: 'completed',
  async run(given, context) {
    const { names, as } = split(given);
    const query = given.value('search');
    if (query !== undefined && names.length > 0) throw new UsageError('Keys or --search, not both.');
    if (query === undefined && names.length === 0) throw new UsageError('No citation key was given.');
    if (as.length === 0) throw new UsageError(`No state was given: ${MARKS.join(', ')}.`);
    const papers = query === undefined ? await expand(names, context) : await found(query, context);
    if (papers.length === 0) {
      report(context, { label: 'There was nothing to mark', changed: false }, papers.length);
      return EXIT.done;
    }
    const outcome = await withWriter(context, 'must be there', writer =>
      writer.run({ name: 'mark', papers, as }),
    );
    report(context, outcome, papers.length);
    return EXIT.done;
  },
};

/** The states are the last arguments that are one; what stands before them are keys. */
function split(given: Given): { readonly names: readonly string[]; readonly as: Mark[] } {
  const isMark = (word: string): word is Mark => (MARKS as readonly string[]).includes(word);
  const listed = given.values('as').flatMap(value => value.split(','));
  if (listed.length > 0) {
    const unknown = listed.find(word => !isMark(word));
    if (unknown !== undefined) {
      throw new UsageError(`“${unknown}” is no state. The states are ${MARKS.join(', ')}.`);
    }
    return { names: given.positionals, as: compatible(listed.filter(isMark)) };
  }
  const { positionals } = given;
  const last = positionals.findLastIndex(word => !isMark(word));
  return {
    names: positionals.slice(0, last + 1),
    as: compatible(positionals.slice(last + 1).filter(isMark)),
  };
}

/** A paper has one status, and has a star or not. */
function compatible(marks: readonly Mark[]): Mark[] {
  const distinct = [...new Set(marks)];
  const stars = distinct.filter(each => each === 'starred' || each === 'unstarred');
  if (stars.length > 1 || distinct.length - stars.length > 1) {
    throw new UsageError(`A paper can’t be ${distinct.join(' and ')} at once.`);
  }
  return distinct;
}

async function expand(names: readonly string[], context: CliContext): Promise<string[]> {
  const all: string[] = [];
  for (const name of names) {
    if (name !== '-') all.push(name);
    else all.push(...(await context.readInput()).split(/\s+/u).filter(word => word !== ''));
  }
  return [...new Set(all)];
}

async function found(query: string, context: CliContext): Promise<string[]> {
  if (query.trim() === '') throw new UsageError('The query is empty.');
  const { papers, notKnown } = matchPapers((await readLibrary(context)).library, query);
  for (const meaning of notKnown) note(context, `pandect: ${meaning}`);
  return papers.map(({ id }) => id);
}

function report(
  context: CliContext,
  { label, changed }: { readonly label: string; readonly changed: boolean },
  papers: number,
): void {
  if (context.format === 'json') printJson(context, { done: label, changed, papers });
  else printLines(context, [`${label}.`]);
}
