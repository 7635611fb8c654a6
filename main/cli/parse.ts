import { basename } from 'node:path';
import type { ParsedDigest } from '../../shared/digest-format/types.ts';
import { digestKind } from '../../shared/domain/digestName.ts';
import { formatPrintedDate } from '../../shared/domain/resolveIssued.ts';
import { HostError } from '../../shared/host/wire.ts';
import { toVisible } from '../../shared/text/visible.ts';
import { readDump } from '../lib/readDump.ts';
import { readLimited } from '../lib/readLimited.ts';
import type { CliStreams } from './runCli.ts';

/** A digest as printed with `--json`: `file` is the path as given. Optional keys are absent, never null. */
interface PrintedDigest extends ParsedDigest {
  readonly file: string;
}

/**
 * `pandect parse`: prints what every file holds. A file without papers is reported on the error stream, the others are
 * printed all the same. Resolves to 0, or to 1 when any file holds no papers.
 */
export async function parseCommand(
  files: readonly string[],
  format: 'json' | 'summary',
  streams: CliStreams,
): Promise<number> {
  const digests: PrintedDigest[] = [];
  let status = 0;
  for (const file of files) {
    try {
      const dump = readDump(await readLimited(file), basename(file));
      digests.push(...dump.digests.map(digest => ({ file, ...digest })));
    } catch (error) {
      status = 1;
      streams.stderr(toVisible(`${file}: ${reasonOf(error)}\n`));
    }
  }
  if (format === 'json') streams.stdout(`${harmless(JSON.stringify({ digests }, null, 2))}\n`);
  else streams.stdout(toVisible(digests.map(summary).join('\n')));
  return status;
}

/** JSON escapes the first control characters only; terminals obey others too. The value stays the same. */
function harmless(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** On the command line nothing is imported, so only the first part of the message applies. */
function reasonOf(error: unknown): string {
  if (!(error instanceof HostError)) return error instanceof Error ? error.message : String(error);
  return error.message.split(' Nothing was imported')[0] ?? error.message;
}

function summary(digest: PrintedDigest): string {
  const { file, shape, header, listings, notUnderstood } = digest;
  const day = header.date ? `, ${formatPrintedDate(header.date)}` : '';
  const head = `${file}: ${digestKind(shape)}${day}, ${counted(listings.length, 'paper')}, ${counted(notUnderstood.length, 'line')} not understood`;
  const papers = listings.map(({ rank, title }) => `${String(rank).padStart(5)}  ${title}`);
  const lines = notUnderstood.map(
    ({ line, text }) => `  not understood, line ${line}: ${text.slice(0, 100)}`,
  );
  return [head, ...papers, ...lines, ''].join('\n');
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
