import { bashCompletion, zshCompletion } from '../completion.ts';
import { EXIT, UsageError } from '../failure.ts';
import { printJson } from '../output.ts';
import type { CommandSpec } from '../spec.ts';

/** The command that prints the completion of all commands, itself among them. */
export function completionOf(all: () => readonly CommandSpec[]): CommandSpec {
  return {
    name: 'completion',
    takes: 'bash|zsh',
    summary: 'print the script with which a shell completes the command line',
    details: `Put “source <(pandect completion bash)” into ~/.bashrc, or the same with zsh into
~/.zshrc after compinit.`,
    options: [],
    completes: ['bash', 'zsh'],
    async run({ positionals: [shell, ...others] }, context) {
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
