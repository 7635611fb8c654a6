import { COMMON_OPTIONS, type CommandSpec, type OptionSpec } from './spec.ts';

const EXIT_STATUSES = `Exit status:
  0  done
  1  failed or refused; what was saved before stays
  2  the command line was not understood; nothing was done
  3  there is no such paper, digest or library
  4  the library is in use by somebody who does not answer; nothing was changed
`;

/** The help of the program. */
export function helpOf(commands: readonly CommandSpec[]): string {
  return `Usage: pandect COMMAND [ARGUMENT...]

Works on the library of Pandect without a window. Beside a running app it is safe:
what changes the library is then done by the app.

${table(commands.map(({ name, summary }) => [name, summary]))}
“pandect help COMMAND” tells more. Every command takes:

${optionTable(COMMON_OPTIONS)}
  --version            print the version of Pandect

${EXIT_STATUSES}`;
}

/** The help of one command. */
export function helpOfCommand({ name, takes, summary, details, options }: CommandSpec): string {
  const more = details === undefined ? '' : `\n${details}\n`;
  return `Usage: pandect ${name} ${takes}

${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.
${more}
${optionTable([...options, ...COMMON_OPTIONS])}
${EXIT_STATUSES}`;
}

function optionTable(options: readonly OptionSpec[]): string {
  return table(
    options.map(({ name, short, value, choices, help }) => {
      const words =
        choices === undefined ? help : help === choices.join(', ') ? help : `${help}: ${choices.join(', ')}`;
      const written = `--${name}${value === undefined ? '' : ` ${value}`}`;
      return [short === undefined ? written : `-${short}, ${written}`, words];
    }),
  );
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length), 19);
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}
