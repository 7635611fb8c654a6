import type { UnplacedLine } from '../../shared/digest-format/types.ts';
import { readableText } from '../../shared/text/readable.ts';
import { toVisible, toVisibleLine } from '../../shared/text/visible.ts';
import type { CliContext } from './spec.ts';

/** Shorter lines than this are no use, whatever the screen says. */
const LEAST_COLUMNS = 40;
const GAP = '  ';

/** Prints an object for programs. */
export function printJson({ streams }: CliContext, value: unknown): void {
  streams.stdout(`${harmless(JSON.stringify(value, null, 2))}\n`);
}

/** Prints lines for people, without anything that a terminal would obey. */
export function printLines({ streams }: CliContext, lines: readonly string[]): void {
  if (lines.length > 0) streams.stdout(`${lines.map(toVisible).join('\n')}\n`);
}

/** Says something beside the answer. */
export function note({ streams }: CliContext, message: string): void {
  streams.stderr(`${toVisible(message)}\n`);
}

/** JSON escapes the first control characters only; terminals obey others too. The value stays the same. */
function harmless(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
    sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Rows in columns as wide as their widest cell, numbers to the right. The last column holds the text of any length: on a screen it is cut to
 * what fits.
 */
export function columns(rows: readonly (readonly string[])[], screen: number | undefined): string[] {
  const shown = rows.map(row => row.map(cell => toVisibleLine(cell)));
  const widths: number[] = [];
  for (const row of shown) {
    row.slice(0, -1).forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, [...cell].length)));
  }
  const areNumbers = widths.map((_, at) => shown.every(row => /^[\d,]*$/u.test(row[at] ?? '')));
  return shown.map(row => {
    const start = row
      .slice(0, -1)
      .map((cell, at) => {
        const space = ' '.repeat((widths[at] ?? 0) - [...cell].length);
        return (areNumbers[at] ? space + cell : cell + space) + GAP;
      })
      .join('');
    const last = row.at(-1) ?? '';
    return (start + cut(last, screen, [...start].length)).trimEnd();
  });
}

function cut(text: string, screen: number | undefined, used: number): string {
  if (screen === undefined) return text;
  const room = Math.max(screen, LEAST_COLUMNS) - used;
  const characters = [...text];
  if (characters.length <= room) return text;
  return `${characters.slice(0, Math.max(room - 1, 1)).join('')}…`;
}

/** A title on one line, its TeX readable where that is safe. */
export function shownTitle(title: string): string {
  return toVisibleLine(readableText(title));
}

/** "1 paper", "1,204 papers". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

/** A moment as it is in programs, in UTC. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/** A moment as people read it, where they are: "2026-05-07 14:03". */
export function localTime(at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A line of a file that found no place, with the reason if there is one. */
export function notUnderstoodLine({ line, text, reason }: UnplacedLine): string {
  const why = reason === undefined ? '' : ` (${reason})`;
  return `  not understood, line ${line}${why}: ${text.slice(0, 100)}`;
}
