import { basename, dirname, extname, join } from 'node:path';
import {
  beginFiles,
  completeOptions,
  textParts,
  type Format,
  type FormatId,
  type FormatOptions,
} from '../../../shared/citation/format.ts';
import { FORMATS, formatNamed } from '../../../shared/citation/formats.ts';
import { countLacks, describeLacks } from '../../../shared/citation/preflight.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { atomicWrite } from '../../lib/atomicWrite.ts';
import { writeNewFolder } from '../../lib/writeNewFolder.ts';
import { citedPapers } from '../citedPapers.ts';
import { EXIT, UsageError } from '../failure.ts';
import { matchPapers } from '../matchPapers.ts';
import { counted, note, printJson } from '../output.ts';
import { limited, newestFirst, ordered } from '../papers.ts';
import { readLibrary } from '../readLibrary.ts';
import type { CliContext, CommandSpec, Given } from '../spec.ts';

/** What a file's extension says of its format. */
const BY_EXTENSION: Readonly<Record<string, FormatId>> = {
  '.bib': 'bibtex',
  '.json': 'csl-json',
  '.ris': 'ris',
  '.csv': 'csv',
  '.md': 'markdown',
};

export const exportCommand: CommandSpec = {
  name: 'export',
  takes: '[QUERY...] [--format FORMAT] [--out FILE]',
  summary: 'write papers as BibTeX, biblatex, CSL-JSON, RIS, CSV or Markdown',
  details: `Without a query all papers are exported. The file is replaced whole or not at all;
without --out the text is printed. markdown-files makes a new folder of that name
with a file for each paper. Without --format the extension of FILE decides: .bib
.json .ris .csv .md. With --json the report is one object; it needs --out.

Options of the formats, for --option:
${optionLines()}`,
  options: [
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      choices: FORMATS.map(({ id }) => id),
      help: FORMATS.map(({ id }) => id).join(', '),
    },
    { name: 'out', short: 'o', value: 'FILE', help: 'where to write; - prints' },
    { name: 'option', value: 'NAME=VALUE', times: 'many', help: 'an option of the format' },
    {
      name: 'sort',
      value: 'ORDER',
      choices: ['added', 'issued', 'title', 'listed'],
      help: 'newest first, or titles from A to Z',
    },
    { name: 'reverse', help: 'the other way round' },
    { name: 'limit', short: 'n', value: 'N', help: 'at most so many papers' },
  ],
  completes: 'nothing',
  async run(given, context) {
    const out = given.value('out') === '-' ? undefined : given.value('out');
    const format = chosenFormat(given, out);
    const options = chosenOptions(format, given.values('option'));
    if (out === undefined && (format.output === 'files' || context.format === 'json')) {
      throw new UsageError(
        format.output === 'files'
          ? `${format.id} makes a folder: name it with --out.`
          : 'With --json, --out is needed.',
      );
    }
    const { library } = await readLibrary(context);
    const query = given.positionals.join(' ');
    const { papers: found, notKnown } =
      query.trim() === ''
        ? { papers: newestFirst(library.state), notKnown: [] }
        : matchPapers(library, query);
    for (const meaning of notKnown) note(context, `pandect: ${meaning}`);
    const papers = limited(ordered(found, given), given);
    const cited = citedPapers(library, papers);
    let written: string | undefined;
    if (out === undefined) {
      if (format.output === 'text')
        for (const part of textParts(format, cited, options)) context.streams.stdout(part);
    } else {
      written = await save(format, cited, options, context.absolute(out));
    }
    report(context, format, papers, written);
    return EXIT.done;
  },
};

/** The path of what was written: a folder gets the next free name. */
async function save(
  format: Format,
  cited: ReturnType<typeof citedPapers>,
  options: FormatOptions,
  path: string,
): Promise<string> {
  if (format.output === 'text') {
    await atomicWrite(path, textParts(format, cited, options));
    return path;
  }
  const writer = beginFiles(format, options);
  const files = [...cited].map(each => writer.file(each));
  return join(dirname(path), await writeNewFolder(dirname(path), basename(path), files));
}

/** What was written, and what it lacks, beside the text itself. */
function report(
  context: CliContext,
  format: Format,
  papers: readonly Paper[],
  out: string | undefined,
): void {
  const lacks = countLacks(papers, format);
  if (context.format === 'json') {
    printJson(context, { format: format.id, file: out, papers: papers.length, lacks });
    return;
  }
  const where = out === undefined ? '' : ` to ${out}`;
  note(context, `Exported ${counted(papers.length, 'paper')} as ${format.name}${where}.`);
  if (papers.length > 0) note(context, describeLacks(lacks, format));
}

function chosenFormat(given: Given, out: string | undefined): Format {
  const id =
    given.value('format') ?? (out === undefined ? undefined : BY_EXTENSION[extname(out).toLowerCase()]);
  const format = id === undefined ? undefined : formatNamed(id);
  if (format !== undefined) return format;
  throw new UsageError(`A format is needed: --format ${FORMATS.map(each => each.id).join(', ')}.`);
}

/** Options as `NAME=VALUE`; all names are known and all values possible. Throws `UsageError`. */
function chosenOptions(format: Format, given: readonly string[]): FormatOptions {
  const chosen: Record<string, string> = {};
  for (const each of given) {
    const [name = '', ...rest] = each.split('=');
    const value = rest.join('=').replace('left-out', 'left out');
    const wrong =
      !format.options.some(({ id }) => id === name) ||
      completeOptions(format, { [name]: value })[name] !== value;
    if (wrong) {
      throw new UsageError(`${format.id} has no option “${each}”. It has: ${optionsOf(format).join('; ')}.`);
    }
    chosen[name] = value;
  }
  return chosen;
}

function optionLines(): string {
  return FORMATS.map(format =>
    optionsOf(format)
      .map(line => `  ${format.id}: ${line}`)
      .join('\n'),
  ).join('\n');
}

function optionsOf({ options }: Format): readonly string[] {
  return options.map(option => {
    const values =
      option.kind === 'include' ? ['included', 'left-out'] : option.choices.map(({ value }) => value);
    return `${option.id}=${values.join('|')}`;
  });
}
