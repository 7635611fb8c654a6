import { isAbsolute, resolve } from 'node:path';
import { toVisible } from '../../shared/text/visible.ts';
import { readArguments } from './arguments.ts';
import { completionOf } from './commands/completion.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { list } from './commands/list.ts';
import { mark } from './commands/mark.ts';
import { noteCommand } from './commands/note.ts';
import { parse } from './commands/parse.ts';
import { search } from './commands/search.ts';
import { show } from './commands/show.ts';
import { snapshots } from './commands/snapshots.ts';
import { stats } from './commands/stats.ts';
import { EXIT, statusOf, UsageError } from './failure.ts';
import { helpOf, helpOfCommand } from './help.ts';
import type { CliContext, CliStreams, CommandSpec } from './spec.ts';

/** What a command line is run in; taken from the process by default. */
export interface CliSurroundings {
  /** Where relative paths begin. */
  readonly folder: string;
  readonly version: string;
  /** All of the standard input. */
  readonly readInput: () => Promise<string>;
}

const COMMANDS: readonly CommandSpec[] = [
  importCommand,
  list,
  search,
  show,
  mark,
  noteCommand,
  exportCommand,
  stats,
  snapshots,
  parse,
  completionOf(() => COMMANDS),
];

const HERE: CliSurroundings = { folder: process.cwd(), version: '', readInput: async () => '' };

/** Runs `pandect` with its arguments (without the program's own name). Resolves to the exit status; never rejects. */
export async function runCli(
  args: readonly string[],
  streams: CliStreams,
  around: CliSurroundings = HERE,
): Promise<number> {
  const [name, ...rest] = commandFirst(args);
  try {
    if (name === '--version') {
      streams.stdout(`${around.version}\n`);
      return EXIT.done;
    }
    if (name === 'help' || name === '--help' || name === '-h') {
      const [about] = commandFirst(rest);
      const isCommand = about !== undefined && !about.startsWith('-');
      streams.stdout(isCommand ? helpOfCommand(commandNamed(about)) : helpOf(COMMANDS));
      return EXIT.done;
    }
    return await runCommand(commandNamed(name), rest, streams, around);
  } catch (error) {
    const { status, message } = statusOf(error);
    streams.stderr(toVisible(`pandect: ${message}${adviceFor(error, name)}\n`));
    return status;
  }
}

/** What every command takes may stand before its name, too. */
function commandFirst(args: readonly string[]): readonly string[] {
  let at = 0;
  while (/^--(?:json$|data(?:=|$))/u.test(args[at] ?? '')) at += args[at] === '--data' ? 2 : 1;
  const [name, ...rest] = args.slice(at);
  return name === undefined ? args : [name, ...args.slice(0, at), ...rest];
}

async function runCommand(
  command: CommandSpec,
  args: readonly string[],
  streams: CliStreams,
  { folder, readInput }: CliSurroundings,
): Promise<number> {
  const given = readArguments(args, command.options);
  if (given.has('help')) {
    streams.stdout(helpOfCommand(command));
    return EXIT.done;
  }
  const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(folder, path));
  const data = given.value('data');
  const variable = process.env['PANDECT_DATA'];
  const context: CliContext = {
    streams,
    format: given.has('json') ? 'json' : 'text',
    data: data === undefined ? undefined : absolute(data),
    dataVariable: variable === undefined || variable === '' ? undefined : absolute(variable),
    absolute,
    readInput,
  };
  return command.run(given, context);
}

function commandNamed(name: string | undefined): CommandSpec {
  if (name === undefined) throw new UsageError('No command was given.');
  const command = COMMANDS.find(each => each.name === name);
  if (command === undefined) throw new UsageError(`There is no command “${name}”.`);
  return command;
}

/** Where to read on, for a command line that was not understood. */
function adviceFor(error: unknown, name: string | undefined): string {
  if (!(error instanceof UsageError)) return '';
  const help = COMMANDS.some(each => each.name === name) ? `pandect help ${name ?? ''}` : 'pandect --help';
  return ` Nothing was done. See “${help}”.`;
}
