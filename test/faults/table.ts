import type { RowResult } from './row.ts';

const HEADS = ['row', 'runs', 'passed', 'failed', 'skipped', 'seconds', ''] as const;

/** The results as one table of text, and below it every failure with the command that repeats it. */
export function describeResults(results: readonly RowResult[]): string {
  const lines = results.map(({ name, title, passed, failures, skipped, remark, seconds }) => [
    `${name}: ${title}`,
    number(passed + failures.length),
    number(passed),
    number(failures.length),
    skipped === undefined ? '' : 'skipped',
    seconds.toFixed(1),
    skipped ?? remark ?? '',
  ]);
  const widths = HEADS.map((head, column) =>
    Math.max(head.length, ...lines.map(line => line[column]!.length)),
  );
  const show = (line: readonly string[]): string =>
    line
      .map((cell, column) =>
        column === 0 || column === 6 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map(width => '─'.repeat(width)).join('  ');
  return [show(HEADS), rule, ...lines.map(show), ...results.flatMap(describeFailures)].join('\n');
}

function describeFailures({ name, failures }: RowResult): string[] {
  return failures.flatMap(({ seed, message, folder }) => [
    '',
    `FAILED ${name}, seed ${seed}: ${message}`,
    `       its files are in ${folder}`,
    `       again: npm run faults -- --only ${name} --seed ${seed} --runs 1`,
  ]);
}

function number(value: number): string {
  return value.toLocaleString('en');
}
