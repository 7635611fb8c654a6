import { MAX_ASKED_NOTE_LENGTH, type AskedCommand } from '../../../shared/host/asked.ts';
import { isoTime, printJson, printLines } from '../output.ts';
import { CliFailure, EXIT, UsageError } from '../failure.ts';
import { paperOf } from '../papers.ts';
import { readLibrary } from '../readLibrary.ts';
import type { CliContext, CommandSpec, Given } from '../spec.ts';
import { withWriter } from '../writeLibrary.ts';

export const noteCommand: CommandSpec = {
  name: 'note',
  takes: 'KEY [TEXT|-] [--append|--remove]',
  summary: 'print, write, add to or remove the note on a paper',
  details: `Without TEXT the note is printed. TEXT, or what comes on the standard input with -,
takes its place. An empty text is refused, so that a program that failed
before a pipe empties no note: --remove does that.`,
  options: [
    { name: 'append', help: 'add the text as a paragraph after what is there' },
    { name: 'remove', help: 'remove the note' },
  ],
  completes: 'nothing',
  keys: 'completed',
  async run(given, context) {
    const [key, written, ...others] = given.positionals;
    if (key === undefined) throw new UsageError('A citation key was expected.');
    if (others.length > 0) throw new UsageError('The text should be one argument: put it in quotes.');
    if (written === undefined && !given.has('remove')) {
      if (given.has('append')) throw new UsageError('No text was given.');
      return print(key, context);
    }
    const command = await commandFor(key, written, given, context);
    const outcome = await withWriter(context, 'must be there', writer => writer.run(command));
    if (context.format === 'json') {
      printJson(context, { done: outcome.label, changed: outcome.changed });
    } else printLines(context, [`${outcome.label}.`]);
    return EXIT.done;
  },
};

async function commandFor(
  paper: string,
  written: string | undefined,
  given: Given,
  context: CliContext,
): Promise<AskedCommand> {
  if (given.has('remove')) {
    if (written !== undefined || given.has('append')) throw new UsageError('--remove takes no text.');
    return { name: 'note', paper, how: 'write', text: '' };
  }
  const text = (written === '-' ? await context.readInput() : (written ?? '')).trimEnd();
  if (text === '') {
    throw new CliFailure(
      EXIT.failed,
      'The text is empty. The note is as it was. To remove it, use --remove.',
    );
  }
  if (text.length > MAX_ASKED_NOTE_LENGTH) {
    throw new CliFailure(
      EXIT.failed,
      `The text is longer than ${MAX_ASKED_NOTE_LENGTH.toLocaleString('en')} characters. The note is as it was. Write a shorter one.`,
    );
  }
  return { name: 'note', paper, how: given.has('append') ? 'append' : 'write', text };
}

async function print(key: string, context: CliContext): Promise<number> {
  const { library } = await readLibrary(context);
  const paper = paperOf(library, key);
  const found = library.state.notes.get(paper.id);
  if (context.format === 'json') {
    const note = found ? { text: found.text, changed: isoTime(found.changed) } : null;
    printJson(context, { key: paper.citationKey, note });
    return EXIT.done;
  }
  if (found === undefined) {
    throw new CliFailure(
      EXIT.notFound,
      `There is no note on “${paper.citationKey}”. Nothing was changed. “pandect note ${paper.citationKey} TEXT” writes one.`,
    );
  }
  printLines(context, [found.text]);
  return EXIT.done;
}
