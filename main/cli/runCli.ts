import { parseCommand } from './parse.ts';

/** Where a command writes; resolves when the text is handed over. */
export interface CliStreams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

const USAGE_ERROR = 2;

const HELP = `Usage: pandect parse FILE... [--json]

Reads digest dumps and prints what is in them. Opens no window and writes no file.

  --json    print {"digests": [...]} with every text exactly as in the file
  --help    print this help

Exit status: 0 when every file holds papers, 1 when one does not, 2 when the
command was not understood.
`;

/** Runs `pandect` with its arguments (without the program's own name). Resolves to the exit status; never rejects. */
export async function runCli(args: readonly string[], streams: CliStreams): Promise<number> {
  const [command, ...rest] = args;
  if (command === '--help' || command === '-h' || command === 'help') {
    streams.stdout(HELP);
    return 0;
  }
  if (command !== 'parse') {
    const what = command === undefined ? 'No command was given.' : `There is no command “${command}”.`;
    return usageError(what, streams);
  }
  return runParse(rest, streams);
}

async function runParse(args: readonly string[], streams: CliStreams): Promise<number> {
  const end = args.indexOf('--');
  const options = (end < 0 ? args : args.slice(0, end)).filter(argument => argument.startsWith('-'));
  const files = args.filter(
    (argument, at) => at !== end && ((end >= 0 && at > end) || !argument.startsWith('-')),
  );
  if (options.includes('--help') || options.includes('-h')) {
    streams.stdout(HELP);
    return 0;
  }
  const unknown = options.find(option => option !== '--json');
  if (unknown !== undefined) return usageError(`There is no option “${unknown}”.`, streams);
  if (files.length === 0) return usageError('No file was named.', streams);
  return parseCommand(files, options.includes('--json') ? 'json' : 'summary', streams);
}

function usageError(what: string, streams: CliStreams): number {
  streams.stderr(`pandect: ${what} Nothing was read. See “pandect --help”.\n`);
  return USAGE_ERROR;
}
