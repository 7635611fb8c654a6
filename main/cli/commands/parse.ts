import { basename } from 'node:path';
import type { ParsedDigest } from '../../../shared/digest-format/types.ts';
import { digestKind } from '../../../shared/domain/digestName.ts';
import { formatPrintedDate } from '../../../shared/domain/resolveIssued.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { readDump } from '../../lib/readDump.ts';
import { readLimited } from '../../lib/readLimited.ts';
import { EXIT, UsageError } from '../failure.ts';
import { counted, note, notUnderstoodLine, printJson, printLines } from '../output.ts';
import type { CommandSpec } from '../spec.ts';

/** A digest as printed with `--json`: `file` is the path as given. Optional keys are absent, never null. */
interface PrintedDigest extends ParsedDigest {
  readonly file: string;
}

export const parse: CommandSpec = {
  name: 'parse',
  takes: 'FILE... [--json]',
  summary: 'print what is in digests and files of references, without importing',
  details: `Writes no file. With --json it prints {"digests": [...]} with every text exactly as
in the file. The exit status is 1 when a file holds no papers; the others are
printed all the same.`,
  options: [],
  completes: 'files',
  async run({ positionals: files }, context) {
    if (files.length === 0) throw new UsageError('No file was named.');
    const digests: PrintedDigest[] = [];
    let status: number = EXIT.done;
    for (const file of files) {
      try {
        const dump = await readDump(await readLimited(context.absolute(file)), basename(file));
        digests.push(...dump.digests.map(digest => ({ file, ...digest })));
      } catch (error) {
        status = EXIT.failed;
        note(context, `${file}: ${reasonOf(error)}`);
      }
    }
    if (context.format === 'json') printJson(context, { digests });
    else printLines(context, digests.flatMap(summary));
    return status;
  },
};

/** Nothing is imported here, so only the first part of the message applies. */
function reasonOf(error: unknown): string {
  if (!(error instanceof HostError)) return error instanceof Error ? error.message : String(error);
  return error.message.split(' Nothing was imported')[0] ?? error.message;
}

function summary(digest: PrintedDigest): readonly string[] {
  const { file, shape, header, listings, notUnderstood } = digest;
  const day = header.date ? `, ${formatPrintedDate(header.date)}` : '';
  return [
    `${file}: ${digestKind(shape)}${day}, ${counted(listings.length, 'paper')}, ${counted(notUnderstood.length, 'line')} not understood`,
    ...listings.map(({ rank, title }) => `${String(rank).padStart(5)}  ${title}`),
    ...notUnderstood.map(notUnderstoodLine),
  ];
}
