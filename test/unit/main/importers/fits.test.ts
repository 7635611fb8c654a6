import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FILE_READERS } from '../../../../main/services/importers/readers.ts';
import type { FileShape } from '../../../../shared/digest-format/types.ts';
import { biblatex } from '../../../../shared/citation/biblatex.ts';
import { bibtex } from '../../../../shared/citation/bibtex.ts';
import { cslJson } from '../../../../shared/citation/csl.ts';
import { csv } from '../../../../shared/citation/csv.ts';
import { writeText } from '../../../../shared/citation/format.ts';
import { markdown } from '../../../../shared/citation/markdown.ts';
import { ris } from '../../../../shared/citation/ris.ts';
import { realDumps, whyNoRealDumps } from '../../../support/dumps.ts';
import { citedPapers } from '../../citation/citedPapers.ts';
import { REFERENCE_FILES, referenceFile, type ReferenceFile } from './referenceFiles.ts';

const absent = whyNoRealDumps();
const DUMPS = new URL('../../../fixtures/digests/', import.meta.url);
const SHAPES: ReadonlySet<FileShape> = new Set(Object.values(REFERENCE_FILES));
/** The shapes of references that a text fits: not every reader, as any page may be a saved one and any RDF a feed. */
const shapesOf = (text: string): readonly FileShape[] =>
  FILE_READERS.filter(({ shape, fits }) => SHAPES.has(shape) && fits(text)).map(({ shape }) => shape);
const readBy = (text: string): FileShape | undefined => FILE_READERS.find(({ fits }) => fits(text))?.shape;

describe('a file is told by its content:', () => {
  test.each(Object.entries(REFERENCE_FILES))('%s is %s', (name, shape) => {
    const text = referenceFile(name as ReferenceFile);
    expect(shapesOf(text)).toEqual([shape]);
    expect(readBy(text)).toBe(shape);
    expect(shapesOf(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual([shape]);
  });

  test.each([
    [bibtex, ['bibtex']],
    [biblatex, ['bibtex']],
    [cslJson, ['csl-json']],
    [ris, ['ris']],
    [csv, ['csv']],
    [markdown, []],
  ] as const)('an export of this program is, too ($0.name)', (format, shapes) => {
    const papers = citedPapers([
      { title: 'Quiet Lakes @misc{a, b = c}', abstract: 'TY  - JOUR' },
      { title: '=1+1', abstract: '<rdf:RDF>' },
    ]);
    expect(shapesOf(writeText(format, papers))).toEqual(shapes);
    expect(shapesOf(writeText(format, papers, { separator: 'tab', mark: 'included' }))).toEqual(shapes);
  });

  test.each(readdirSync(fileURLToPath(DUMPS)))('the text dump %s is none of them', name => {
    expect(shapesOf(readFileSync(new URL(name, DUMPS), 'utf8'))).toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n\n'],
    ['JSON of something else', '{"name": "pandect", "type": "module", "title": "x"}'],
    ['a table of something else', 'date,amount,account\n2023-10-09,12,savings\n'],
    [
      'a web page',
      '<!DOCTYPE html><html><head><title>Lakes</title></head><body><a href="https://a.example">x</a></body></html>',
    ],
    ['a mail address', 'ada@lake.example (Ada)\n\nWe met at the lake.'],
    ['prose about BibTeX', 'You write an entry as @article{key, and so on, into the file.'],
    ['source code', '@decorate({ name: "x" })\nclass A {}\n@media print { a { color: red } }'],
  ])('%s is none of them', (_, text) => {
    expect(shapesOf(text)).toEqual([]);
  });
});

describe.skipIf(absent)(`the real dumps${absent ? ` (skipped: ${absent})` : ''}`, () => {
  test('are none of them', async () => {
    const dumps = await realDumps();
    expect(dumps).toHaveLength(5);
    expect(dumps.map(({ content }) => readBy(Buffer.from(content).toString('utf8')))).toEqual(
      dumps.map(() => undefined),
    );
  });
});
