import { describe, expect, test } from 'vitest';
import { FILE_READERS } from '../../../../main/services/importers/readers.ts';
import { biblatex } from '../../../../shared/citation/biblatex.ts';
import { bibtex } from '../../../../shared/citation/bibtex.ts';
import type { CitedPaper } from '../../../../shared/citation/cited.ts';
import { cslJson } from '../../../../shared/citation/csl.ts';
import { csv } from '../../../../shared/citation/csv.ts';
import { writeText, type TextFormat } from '../../../../shared/citation/format.ts';
import { ris } from '../../../../shared/citation/ris.ts';
import { digestId } from '../../../../shared/digest-format/digestId.ts';
import type { DumpId, ImportId } from '../../../../shared/domain/ids.ts';
import type { Paper } from '../../../../shared/domain/paper.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { whyNoRealDumps } from '../../../support/dumps.ts';
import { citedPaper } from '../../citation/citedPapers.ts';
import { realPapers } from '../../citation/realPapers.ts';
import { libraryAfter } from '../../library/support.ts';
import { digestIn, referenceFile } from './referenceFiles.ts';

const absent = whyNoRealDumps();
const EVERYTHING = { abstracts: 'included', notes: 'included' };
const FORMATS: readonly TextFormat[] = [bibtex, biblatex, cslJson, ris, csv];

/** A library that was empty before the text was imported as one file. */
async function importInto(text: string, file: string): Promise<MemoryLibrary> {
  const reader = FILE_READERS.find(({ fits }) => fits(text));
  if (reader === undefined) expect.unreachable(`${file} fits no reader`);
  const parsed = await digestIn(reader, text);
  return libraryAfter({
    name: 'importDigest',
    digest: digestId(parsed),
    dump: '0'.repeat(32) as DumpId,
    importId: 'import' as ImportId,
    file,
    parsed,
    at: 1_700_000_000_000,
  });
}

/** What the library knows of its papers. */
function known(library: MemoryLibrary): readonly Known[] {
  return [...library.state.papers.values()].map(paper => {
    const { id, title, citationKey, status, starred, tags, authors, venue, doi, arxiv, url, issued } = paper;
    const note = library.row('notes', id)?.text.replaceAll(/\s+/gu, ' ');
    return {
      every: { title, citationKey, tags, authors, venue, doi, arxiv, url, year: issued?.year, note },
      marks: { status, starred, collections: collectionNames(library, paper) },
    };
  });
}

interface Known {
  /** What every format carries. */
  readonly every: object;
  /** What only formats for programs carry. */
  readonly marks: object;
}

function collectionNames(library: MemoryLibrary, { collections }: Paper): readonly string[] {
  return collections.map(id => library.state.collections.get(id)?.name ?? '');
}

describe.each(FORMATS.map(format => [format.name, format] as const))(
  'after an export as %s, a wipe and an import,',
  (_, format) => {
    test.each(['jabref.bib', 'csl.json', 'zotero.rdf'] as const)(
      'the library knows again what it knew of %s, as far as the format carries it',
      async name => {
        const before = await importInto(referenceFile(name), name);
        const cited = [...before.state.papers.values()].map(paper => citedFrom(before, paper));
        const text = writeText(format, cited, EVERYTHING);
        const after = await importInto(text, `export.${format.extension}`);
        expect(known(after).map(({ every }) => every)).toEqual(known(before).map(({ every }) => every));
        expect(known(after).map(({ marks }) => marks)).toEqual(known(before).map(({ marks }) => marks));
      },
    );

    describe.skipIf(absent)(
      `the 290 papers of the real dumps${absent ? ` (skipped: ${absent})` : ''}`,
      () => {
        test('are there again, with their keys and abstracts', async () => {
          const papers = await realPapers();
          const library = await importInto(
            writeText(format, papers, EVERYTHING),
            `export.${format.extension}`,
          );
          expect(library.state.papers.size).toBe(290);
          const found = new Map(
            [...library.state.papers.values()].map(({ id, citationKey }) => [
              citationKey,
              squeezed(library.row('abstracts', id)?.text ?? ''),
            ]),
          );
          expect(found).toEqual(
            new Map(papers.map(({ paper, abstract }) => [paper.citationKey, squeezed(abstract)])),
          );
        });
      },
    );
  },
);

const squeezed = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function citedFrom(library: MemoryLibrary, paper: Paper): CitedPaper {
  const note = library.row('notes', paper.id)?.text;
  return citedPaper(paper, {
    abstract: library.row('abstracts', paper.id)?.text ?? '',
    ...(note !== undefined && { note }),
    collectionNames: collectionNames(library, paper),
  });
}
