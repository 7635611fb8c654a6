import { EXIT, UsageError } from '../failure.ts';
import { columns, isoTime, localTime, printJson, printLines } from '../output.ts';
import { readLibrary } from '../readLibrary.ts';
import type { CommandSpec } from '../spec.ts';

export const snapshots: CommandSpec = {
  name: 'snapshots',
  takes: '[OPTION...]',
  summary: 'print the snapshots of the library, the newest first',
  details: `A snapshot is looked into and brought back in the app. The columns are when it was
made, why, its papers and notes, its size in bytes, and its file.`,
  options: [],
  completes: 'nothing',
  async run(given, context) {
    if (given.positionals.length > 0) throw new UsageError('“snapshots” takes options only.');
    const { place } = await readLibrary(context);
    const found = await place.store.list();
    if (context.format === 'json') {
      printJson(context, { snapshots: found.map(({ at, ...info }) => ({ ...info, at: isoTime(at) })) });
      return EXIT.done;
    }
    const rows = found.map(({ id, at, kind, reason, counts, bytes, damaged }) => [
      localTime(at),
      damaged ? 'damaged' : kind === 'aside' ? `${reason}, aside` : reason,
      `${counts.papers.toLocaleString('en')} papers`,
      `${counts.notes.toLocaleString('en')} notes`,
      bytes.toLocaleString('en'),
      id,
    ]);
    printLines(context, columns(rows, undefined));
    return EXIT.done;
  },
};
