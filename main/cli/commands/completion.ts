import { bashCompletion, zshCompletion } from '../completion.ts';
import { checkCitationKey } from '../../../shared/citation/keys.ts';
import { EXIT, UsageError } from '../failure.ts';
import { printJson } from '../output.ts';
import { readLibrary } from '../readLibrary.ts';
import type { CliContext, CommandSpec } from '../spec.ts';

/** More are no help to choose from. */
const MAX_KEYS = 1_000;

/** The command that prints the completion of all commands, itself among them. */
export function completionOf(all: () => readonly CommandSpec[]): CommandSpec {
  return {
    name: 'completion',
    takes: 'bash|zsh',
    summary: 'print the script with which a shell completes the command line',
    details: `Put “source <(pandect completion bash)” into ~/.bashrc, or the same with zsh into
~/.zshrc after compinit. The script asks “pandect completion keys START” for the
citation keys that start so: one a line, nothing where there is no library.`,
    options: [],
    completes: ['bash', 'zsh'],
    async run({ positionals: [shell, ...others] }, context) {
      if (shell === 'keys' && others.length <= 1) return printKeys(others[0] ?? '', context);
      if (others.length > 0 || (shell !== 'bash' && shell !== 'zsh')) {
        throw new UsageError('The name of a shell was expected: bash or zsh.');
      }
      const script = shell === 'bash' ? bashCompletion(all()) : zshCompletion(all());
      if (context.format === 'json') printJson(context, { shell, script });
      else context.streams.stdout(script);
      return EXIT.done;
    },
  };
}

/** Only what could be typed as a key: a damaged library may have others, and a shell would make something of them. */
async function printKeys(start: string, context: CliContext): Promise<number> {
  const keys = await readLibrary({ ...context, streams: SILENT }).then(
    ({ library }) => [...library.state.papers.values()].map(({ citationKey }) => citationKey),
    () => [],
  );
  const fitting = keys
    .filter(key => key.startsWith(start) && checkCitationKey(key).ok && !/\s/u.test(key))
    .sort()
    .slice(0, MAX_KEYS);
  if (context.format === 'json') printJson(context, { keys: fitting });
  else context.streams.stdout(fitting.map(key => `${key}\n`).join(''));
  return EXIT.done;
}

const SILENT = { stdout: () => undefined, stderr: () => undefined };
