import { MAX_DUMP_BYTES } from '../../../shared/host/limits.ts';

const MEGABYTE = 1024 * 1024;

/** Said before a file above the limit is read. */
export const TOO_LARGE = `The file is larger than ${MAX_DUMP_BYTES / MEGABYTE} MB, the most Pandect reads. It was not opened, and nothing was taken from it. Split it, or import the page it came from alone.`;

/** What went wrong, in the words of whoever threw it. */
export function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

/** `1 paper`, `12 papers`, `1,204 papers`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
