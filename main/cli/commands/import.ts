import type { UnplacedLine } from '../../../shared/digest-format/types.ts';
import type { AskedDigest } from '../../../shared/host/asked.ts';
import type { RefusedPath } from '../../../shared/host/api.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { EXIT, UsageError } from '../failure.ts';
import { counted, isoTime, localTime, note, notUnderstoodLine, printJson, printLines } from '../output.ts';
import type { CliContext, CommandSpec } from '../spec.ts';
import { withWriter, type Writer } from '../writeLibrary.ts';

/** So many lines that were not understood are printed for each digest. */
const MOST_UNPLACED = 10;

export const importCommand: CommandSpec = {
  name: 'import',
  takes: 'FILE|FOLDER... [OPTION...]',
  summary: 'bring digests and files of references into the library',
  details: `Reads the text, the saved page or the JSON of Hugging Face Papers, digest and arXiv
mails (.eml), Atom and RSS feeds, BibTeX, RIS, CSL-JSON, CSV, Zotero RDF, saved
bookmarks, and the Markdown pages that Pandect exports (a folder of them, or .zip);
what a file is, its content tells. A folder stands for the files in it that have
such names. What was imported before stays as it is, so the same files can
be named again. The raw texts are kept in the data folder.
The exit status is 1 when a file could not be imported; the others are in.`,
  options: [],
  completes: 'files',
  async run({ positionals }, context) {
    if (positionals.length === 0) throw new UsageError('No file was named.');
    const paths = positionals.map(context.absolute);
    const report = await withWriter(context, 'makes', writer => importPaths(paths, writer));
    if (context.format === 'json') printJson(context, inData(report));
    else printReport(context, report);
    return report.failed.length > 0 ? EXIT.failed : EXIT.done;
  },
};

interface ImportReport {
  readonly digests: readonly ImportedDigest[];
  /** Files that gave nothing, with the reason. */
  readonly failed: readonly RefusedPath[];
}

interface ImportedDigest extends AskedDigest {
  readonly file: string;
  readonly unplaced: readonly UnplacedLine[];
}

/** Reads and keeps every dump, then has them brought in, as one step of undo. */
async function importPaths(paths: readonly string[], { dumps, run }: Writer): Promise<ImportReport> {
  const { files, refused } = await dumps.offerPaths(paths);
  const failed: RefusedPath[] = [...refused];
  const kept = new Map<string, string>();
  const unplaced = new Map<string, readonly UnplacedLine[]>();
  for (const { ticket, name } of files) {
    try {
      const { dump, digests } = await dumps.handlers['dumps.read']({ ticket });
      for (const { id, notUnderstood } of digests) unplaced.set(id, notUnderstood);
      // The same text under two names is one dump.
      if (!kept.has(dump)) kept.set(dump, name);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      failed.push({ name, message: error.message });
    }
  }
  if (kept.size === 0) return { digests: [], failed };
  const asked = [...kept].map(([dump, file]) => ({ dump, file }));
  const outcome = await run({ name: 'import', dumps: asked });
  const digests = outcome.digests ?? [];
  return {
    digests: digests.map(digest => ({
      ...digest,
      file: kept.get(digest.dump) ?? '',
      unplaced: unplaced.get(digest.digest) ?? [],
    })),
    failed: [
      ...failed,
      ...(outcome.failed ?? []).map(({ dump, message }) => ({ name: kept.get(dump) ?? '', message })),
    ],
  };
}

function totals({ digests }: ImportReport) {
  const papers = digests.reduce((sum, digest) => sum + digest.papers, 0);
  const fresh = digests.reduce((sum, digest) => sum + digest.new, 0);
  return { papers, new: fresh, known: papers - fresh };
}

function inData(report: ImportReport): Readonly<Record<string, unknown>> {
  return {
    ...totals(report),
    digests: report.digests.map(
      ({ file, digest, name, papers, new: fresh, notUnderstood, importedBefore, unplaced }) => ({
        file,
        id: digest,
        name,
        papers,
        new: fresh,
        known: papers - fresh,
        notUnderstood,
        ...(unplaced.length > 0 && { unplaced }),
        ...(importedBefore !== undefined && { importedBefore: isoTime(importedBefore) }),
      }),
    ),
    failed: report.failed,
  };
}

function printReport(context: CliContext, report: ImportReport): void {
  for (const { name, message } of report.failed) note(context, `${name}: ${message}`);
  const lines = report.digests.flatMap(linesOf);
  const { papers, new: fresh, known } = totals(report);
  const sum = `${counted(papers, 'paper')}, ${fresh.toLocaleString('en')} new, ${known.toLocaleString('en')} already in your library`;
  printLines(context, report.digests.length > 1 ? [...lines, sum] : lines);
}

/** What a digest brought, and the first lines of it that found no place, each with the reason if there is one. */
function linesOf(digest: ImportedDigest): readonly string[] {
  const { file, name, papers, new: fresh, notUnderstood, importedBefore, unplaced } = digest;
  const what = name === file ? file : `${file}: ${name}`;
  if (importedBefore !== undefined) {
    return [`${what}, imported before (${localTime(importedBefore)}), nothing was added`];
  }
  const unread = notUnderstood > 0 ? `, ${counted(notUnderstood, 'line')} not understood` : '';
  const more = unplaced.length - MOST_UNPLACED;
  return [
    `${what}, ${counted(papers, 'paper')}, ${fresh.toLocaleString('en')} new${unread}`,
    ...unplaced.slice(0, MOST_UNPLACED).map(notUnderstoodLine),
    ...(more > 0 ? [`  and ${counted(more, 'line')} more; “pandect parse” shows all`] : []),
  ];
}
