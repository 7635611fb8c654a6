import { parseArgs } from 'node:util';
import { UsageError } from './failure.ts';
import { COMMON_OPTIONS, type Given, type OptionSpec } from './spec.ts';

/** Reads what follows a command's name. Throws `UsageError` for what the command does not know. */
export function readArguments(args: readonly string[], own: readonly OptionSpec[]): Given {
  const options = [...own, ...COMMON_OPTIONS];
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      options.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(short && { short }) } as const,
      ]),
    ),
  });
  const positionals: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = options.find(({ name }) => name === token.name);
    if (spec === undefined) throw new UsageError(`There is no option “${token.rawName}”.`);
    values.set(spec.name, [...(values.get(spec.name) ?? []), checkedValue(spec, token.value)]);
  }
  return {
    positionals,
    has: option => values.has(option),
    value: option => values.get(option)?.at(-1),
    values: option => values.get(option) ?? [],
  };
}

function checkedValue({ name, value, choices }: OptionSpec, given: string | undefined): string {
  if (value === undefined) {
    if (given !== undefined) throw new UsageError(`“--${name}” takes no value.`);
    return '';
  }
  if (given === undefined || given === '') throw new UsageError(`“--${name}” needs a value: ${value}.`);
  if (choices !== undefined && !choices.includes(given)) {
    throw new UsageError(`“--${name}” should be one of ${choices.join(', ')}, not “${given}”.`);
  }
  return given;
}
