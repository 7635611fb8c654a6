import { describe, expect, test } from 'vitest';
import { bibtexReader } from '../../../../main/services/importers/bibtex.ts';
import { bookmarksReader } from '../../../../main/services/importers/bookmarks.ts';
import { cslJsonReader } from '../../../../main/services/importers/cslJson.ts';
import { csvReader } from '../../../../main/services/importers/csv.ts';
import { risReader } from '../../../../main/services/importers/ris.ts';
import type { FileReader } from '../../../../main/services/importers/types.ts';
import { zoteroRdfReader } from '../../../../main/services/importers/zoteroRdf.ts';
import { PAYLOADS } from '../../../support/hostilePayloads.ts';
import {
  REFERENCE_FILES,
  digestIn,
  listingsIn,
  referenceFile,
  type ReferenceFile,
} from './referenceFiles.ts';

const READERS: readonly FileReader[] = [
  bibtexReader,
  bookmarksReader,
  cslJsonReader,
  csvReader,
  risReader,
  zoteroRdfReader,
];
/** Far more than a reader takes that is linear in the text, beside much else. */
const SLOW_MS = 120_000;
/** Of references as they are; of hostile ones less, as a time that is not linear shows in them sooner. */
const MEGABYTES = 10;
const HOSTILE_MEGABYTES = 2;

const readerOf = (name: ReferenceFile): FileReader => {
  const found = READERS.find(({ shape }) => shape === REFERENCE_FILES[name]);
  if (found === undefined) expect.unreachable(`no reader for ${name}`);
  return found;
};
const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A file of each kind with two papers, the first of them with a payload for its title. */
const FILES: readonly (readonly [FileReader, (payload: string) => string])[] = [
  [
    cslJsonReader,
    text =>
      JSON.stringify([
        { type: 'article', title: text },
        { type: 'article', title: 'Good' },
      ]),
  ],
  [
    risReader,
    text => `TY  - GEN\nTI  - ${text.replace(/\s+/gu, ' ')}\nER  - \nTY  - GEN\nTI  - Good\nER  - \n`,
  ],
  [csvReader, text => `Title,DOI,Abstract\n"${text.replaceAll('"', '""')}",,\nGood,,\n`],
  [
    zoteroRdfReader,
    text =>
      `<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#">${[text, 'Good']
        .map(title => `<bib:Article rdf:about="#a"><dc:title>${inXml(title)}</dc:title></bib:Article>`)
        .join('')}</rdf:RDF>`,
  ],
  [
    bookmarksReader,
    text =>
      `<title>Pocket Export</title><ul>${[text, 'Good']
        .map(title => `<li><a href="https://a.example/" time_added="1">${inXml(title)}</a></li>`)
        .join('\n')}</ul>`,
  ],
];

/** A title as it is compared: white space and what can't be seen apart. */
const shown = (text: string): string => text.replace(/[\s\p{Cc}\p{Cs}\ufffd]+/gu, '');

describe.each(FILES.map(([reader, file]) => [reader.shape, reader, file] as const))(
  '%s:',
  (_, reader, file) => {
    test('every hostile title that is short enough comes out as it went in, and costs the next paper nothing', async () => {
      for (const { text } of PAYLOADS) {
        const { listings } = await digestIn(reader, file(text));
        expect(listings.at(-1)?.title).toBe('Good');
        if (listings.length > 1) expect(shown(listings[0]?.title ?? '')).toBe(shown(markupOf(text, reader)));
        else expect(text.length > 2_000 || shown(text) === '').toBe(true);
      }
      expect((globalThis as Record<string, unknown>)['__ran']).toBeUndefined();
      expect(Object.keys(Object.prototype)).toEqual([]);
    });
  },
);

/** CSL-JSON and pages have markup, or what stands around titles, taken away. */
function markupOf(text: string, reader: FileReader): string {
  return reader === cslJsonReader
    ? text.replace(/<\/?(?:i|b|sc|sup|sub)>|<span [^<>]{1,200}>|<\/span>/giu, '')
    : text;
}

test('hostile values of BibTeX, raw in braces, end no entry but their own', async () => {
  for (const { text } of PAYLOADS) {
    const file = `@misc{a, title = {First}, note = {${text}}}\n@misc{b, title = {${text}}}\n@misc{c, title = {Last}}\n`;
    const { listings } = await digestIn(bibtexReader, file);
    expect(listings.at(-1)?.title).toBe('Last');
  }
});

describe.each(Object.keys(REFERENCE_FILES) as ReferenceFile[])('%s', name => {
  test('cut anywhere is read without an error', async () => {
    const text = referenceFile(name);
    for (let at = 0; at < text.length; at += 7) await readerOf(name).read(text.slice(0, at));
  });

  test('with any character doubled, dropped or replaced is read without an error', async () => {
    const text = referenceFile(name);
    const signs = ['', '{{', '}', '"', '\\', '<', '\0', '\n@misc{', '$', '[', ',,'];
    for (let at = 0; at < text.length; at += 13) {
      await readerOf(name).read(text.slice(0, at) + (signs[at % signs.length] ?? '') + text.slice(at + 1));
    }
  });
});

const filling = (megabytes: number, text: string): string =>
  text.repeat(Math.ceil((megabytes * 1024 * 1024) / text.length));
const many = (text: string): string => filling(MEGABYTES, text);
const repeated = (text: string): string => filling(HOSTILE_MEGABYTES, text);
const entry = (value: string): string => `@misc{a, title = {A}, note = {${value}}}\n`;

describe('large files are read in a time that is linear in them:', () => {
  test.each<readonly [string, FileReader, string, number]>([
    ['entries of BibTeX', bibtexReader, many(referenceFile('zotero.bib')), 10_000],
    ['BibTeX of nothing but at signs', bibtexReader, entry('') + repeated('@misc{'), 1],
    ['BibTeX of entries that never end', bibtexReader, entry('') + repeated('@misc{a,title={\n'), 1],
    ['BibTeX of open entries on one line', bibtexReader, entry('') + repeated('@misc{a,title={'), 1],
    ['BibTeX of open quotation marks', bibtexReader, entry('') + repeated('@misc{a,title="\n'), 1],
    ['BibTeX of comments', bibtexReader, entry('') + repeated('%@a{'), 1],
    ['TeX of open formulas', bibtexReader, repeated(entry('$ '.repeat(50_000))), 18],
    [
      'TeX of accents on nothing',
      bibtexReader,
      repeated(entry('\\"{'.repeat(20_000) + '}'.repeat(20_000))),
      18,
    ],
    [
      'TeX nested without end',
      bibtexReader,
      repeated(entry('\\textbf{'.repeat(20_000) + '}'.repeat(20_000))),
      8,
    ],
    ['TeX of powers', bibtexReader, repeated(entry(`$${'x^{'.repeat(600)}${'}'.repeat(600)}$`)), 600],
    ['names', bibtexReader, repeated(`@misc{a, title = {A}, author = {${'A, B and '.repeat(5_000)}}}\n`), 40],
    [
      'strings made of strings',
      bibtexReader,
      `${Array.from({ length: 60 }, (_, at) => `@string{s${at + 1} = s${at} # s${at}}`).join('\n')}\n${entry('')}`,
      1,
    ],
    ['references of RIS', risReader, many(referenceFile('zotero.ris')), 20_000],
    ['RIS of one tag', risReader, `TY  - GEN\nTI  - A\n${repeated('KW  - a\n')}`, 1],
    ['RIS of one value', risReader, `TY  - GEN\nTI  - A\nN1  - a\n${repeated('a\n')}`, 1],
    [
      'items of CSL-JSON',
      cslJsonReader,
      `[${repeated('{"type": "book", "title": "Lakes"},')}{"title": "B"}]`,
      50_000,
    ],
    ['JSON nested without end', cslJsonReader, `[{"title": "A"}, ${repeated('[')}`, 1],
    ['JSON of open texts', cslJsonReader, `[{"title": "A"},\n${repeated('{"title": "B},\n')}`, 1],
    [
      'rows of a table',
      csvReader,
      `Title,DOI,Abstract\n${repeated('Lakes,10.5555/x,"Two\nlines"\n')}`,
      50_000,
    ],
    ['a table of one open quotation mark', csvReader, `Title,DOI,Abstract\nA,,\n"${repeated('a\n')}`, 1],
    ['a table of commas', csvReader, `Title,DOI,Abstract\nA,,\n${repeated(',')}`, 1],
    [
      'items of Zotero',
      zoteroRdfReader,
      `${referenceFile('zotero.rdf').replace('</rdf:RDF>', '')}${repeated('<bib:Book><dc:title>A</dc:title></bib:Book>')}</rdf:RDF>`,
      40_000,
    ],
    [
      'RDF that is open',
      zoteroRdfReader,
      `${referenceFile('zotero.rdf').replace('</rdf:RDF>', '')}${repeated('<bib:Book>')}`,
      2,
    ],
    [
      'bookmarks',
      bookmarksReader,
      `<title>Pocket Export</title>${repeated('<li><a href="https://a.example/" time_added="1">A</a></li>\n')}`,
      30_000,
    ],
    ['headings', bookmarksReader, `${referenceFile('pocket.html')}${repeated('<h3>')}`, 4],
    ['spaces in a note', csvReader, `Title,DOI,Abstract,Note\nA,,,"a${repeated(' ')}b"\n`, 1],
    ['empty lines in an abstract', csvReader, `Title,DOI,Abstract\nA,,"a${repeated('\n')}b"\n`, 1],
  ])(
    '%s',
    async (_, reader, text, fewest) => {
      const { listings, notUnderstood } = await digestIn(reader, text);
      expect(listings.length).toBeGreaterThanOrEqual(fewest);
      expect(notUnderstood.length).toBeLessThanOrEqual(501);
    },
    SLOW_MS,
  );
});

test('a table reads what a spreadsheet would run as text', async () => {
  const [lake] = await listingsIn(csvReader, "citation key,title,status,note\nkey,'=1+1,read,'@SUM(A1)\n");
  expect(lake).toEqual({
    title: '=1+1',
    abstract: '',
    marks: { status: 'read', note: '@SUM(A1)', citationKey: 'key' },
  });
});
