import { parse } from '@retorquere/bibtex-parser';
import { describe, expect, test } from 'vitest';
import { bibtexReader } from '../../../../main/services/importers/bibtex.ts';
import { digestIn, listingsIn, referenceFile } from './referenceFiles.ts';

const read = (text: string) => listingsIn(bibtexReader, text);
const entry = (fields: string): string => `@article{key,\n  title = {A Title},\n${fields}\n}\n`;
const fieldsOf = async (fields: string) => (await read(entry(fields)))[0];
const titleOf = async (tex: string) => (await read(`@misc{key, title = {${tex}}}`))[0]?.title;

describe('files of other programs:', () => {
  test('Zotero, with what it writes into notes', async () => {
    expect(await read(referenceFile('zotero.bib'))).toEqual([
      {
        title: 'Quiet Lakes of Attention: A GPT-4 Study',
        abstract: 'We measure 50% of all lakes, from $\\alpha$ to Ω.\nA second paragraph follows.',
        issued: { year: 2023, month: 10 },
        authors: [
          { family: 'Lake', given: 'Ada' },
          { family: 'van der Berg', given: 'Jan' },
          { literal: 'Fjord Lab' },
          { family: 'Östås', given: 'Élodie' },
        ],
        venue: 'Journal of Invented Limnology',
        doi: '10.5555/lakes.2023.1',
        url: 'https://journal.example.org/lakes_1',
        marks: {
          tags: ['attention', 'lakes', 'to read'],
          note: 'Read the appendix again.',
          citationKey: 'lake_quiet_2023',
        },
      },
      {
        title: 'Small Peat Models',
        abstract: '',
        issued: { year: 2024, month: 1 },
        authors: [{ family: 'Moor', given: 'Kai' }],
        doi: '10.48550/arxiv.2401.01234',
        arxiv: '2401.01234',
        url: 'http://arxiv.org/abs/2401.01234',
        marks: { tags: ['Computer Science - Machine Learning'], citationKey: 'moor_small_2024' },
      },
    ]);
  });

  test('JabRef, with read state, ranking, groups and comments', async () => {
    const [lake, moor] = await read(referenceFile('jabref.bib'));
    expect(lake).toEqual({
      title: 'Ripples in Deep Water',
      abstract: '',
      issued: { year: 2023, month: 10, day: 9 },
      authors: [
        { family: 'Lake', given: 'Ada' },
        { family: 'Berg', given: 'Jan' },
      ],
      venue: 'Journal of Invented Limnology',
      doi: '10.5555/ripples',
      marks: {
        status: 'read',
        starred: true,
        tags: ['ripples', 'water'],
        collections: ['Reading group', 'Thesis'],
        note: 'Good figures.\nBad tables.\n\nAsk Jan about equation 3.',
        citationKey: 'Lake2023',
      },
    });
    expect(moor).toMatchObject({
      authors: [{ family: 'Moor', given: 'Kai' }],
      venue: 'Proceedings of the Peat Conference',
      arxiv: '2205.01234',
      arxivClass: 'cs.LG',
      marks: { status: 'reading', starred: true },
    });
  });

  test('JabRef before version 4, whose groups name their entries', async () => {
    const [lake] = await read(referenceFile('jabref-old.bib'));
    expect(lake?.marks).toEqual({ collections: ['Water', 'Old things'], citationKey: 'Lake2012' });
  });

  test('Google Scholar and DBLP, where the arXiv id stands in the journal or the volume', async () => {
    const [dunes, moss] = await read(referenceFile('scholar.bib'));
    expect(dunes).toMatchObject({ title: 'Dunes That Listen', arxiv: '2303.04567' });
    expect(dunes).not.toHaveProperty('venue');
    expect(moss).toMatchObject({
      arxiv: '2104.05678',
      marks: { citationKey: 'DBLP:journals/corr/abs-2104-05678' },
    });
    expect(moss).not.toHaveProperty('venue');
  });

  test('Paperlib', async () => {
    const [lake] = await read(referenceFile('paperlib.bib'));
    expect(lake).toMatchObject({
      title: 'Quiet Lakes of Attention & Other Waters',
      venue: 'Journal of Invented Limnology',
      marks: { citationKey: 'lake2023quiet' },
    });
  });
});

describe('broken entries', () => {
  test('are named by line and reason, and cost no other', async () => {
    const { listings, notUnderstood } = await digestIn(bibtexReader, referenceFile('broken.bib'));
    expect(listings.map(({ title }) => title)).toEqual([
      'The First Good One',
      'The Second Good One',
      'The Third Good One',
    ]);
    expect(notUnderstood).toEqual([
      { line: 6, text: '@article{runaway2021,', reason: 'It is never closed: a brace is missing.' },
      {
        line: 16,
        text: '@misc{noequals, title {Nothing Is Said}}',
        reason: 'There is no “=” behind “title”.',
      },
      {
        line: 18,
        text: '@misc{untitled2019, author = {Lake, Ada}, doi = {10.5555/none}}',
        reason: 'It has no title.',
      },
      {
        line: 22,
        text: '@misc{cut2024, title = {It Breaks Off',
        reason: '“title” is never closed: a brace or a quotation mark is missing.',
      },
    ]);
  });

  test.each([
    ['a key without a comma', '@misc{key title = {Bad}}', 'There is no comma behind its citation key.'],
    ['a field without a value', '@misc{key, title = , year = 2020}', 'The field “title” has no value.'],
    ['a stray brace', '@misc{key, title = {Bad}, } year = 2020}', undefined],
    ['a stray sign', '@misc{key, = {Bad}}', 'Where a field should begin stands “=”.'],
    [
      'an open quotation mark',
      '@misc{key, title = "Bad}',
      '“title” is never closed: a brace or a quotation mark is missing.',
    ],
    ['half a file', '@misc{key, title = {Bad}, ', 'The file ends in the middle of it.'],
  ])('%s', async (_, broken, reason) => {
    const text = `@misc{a, title = {Before}}\n${broken}\n@misc{b, title = {After}}\n`;
    const { listings, notUnderstood } = await digestIn(
      bibtexReader,
      reason === 'The file ends in the middle of it.'
        ? `@misc{a, title = {Before}}\n@misc{b, title = {After}}\n${broken}`
        : text,
    );
    const titles = listings.map(({ title }) => title);
    expect(titles).toEqual(reason === undefined ? ['Before', 'Bad', 'After'] : ['Before', 'After']);
    expect(notUnderstood.map(each => each.reason)).toEqual(reason === undefined ? [] : [reason]);
  });

  test('an entry of absurd length is refused, and the next one read', async () => {
    const long = `@misc{long, title = {Long}, abstract = {${'words '.repeat(100_000)}}}`;
    const { listings, notUnderstood } = await digestIn(bibtexReader, `${long}\n@misc{b, title = {Short}}`);
    expect(listings.map(({ title }) => title)).toEqual(['Short']);
    expect(notUnderstood).toMatchObject([{ line: 1, reason: 'It is longer than 500000 characters.' }]);
  });

  test('a file of nothing else says what is wrong with the first', async () => {
    expect(await bibtexReader.read('@misc{a, title {Bad}}')).toEqual({
      kind: 'noPapers',
      reason: 'notADigest',
      why: 'none of its references could be read; the first, in line 1: There is no “=” behind “title”',
    });
  });
});

describe('the syntax of BibTeX:', () => {
  test('strings, joined values, parentheses, months, comments, what stands between entries', async () => {
    const text = `Everything here is a comment, ada@lake.example too.
@string(jil = "Journal of " # {Invented Limnology})
@preamble{"\\newcommand{\\x}{y}"}
@comment{@misc{hidden, title = {Not Here}}}
% @misc{hidden2, title = {Nor Here}}
@Article(Lake2023,
  Title = "Lakes and {"}Rivers{"}" # { and Seas},
  journal = jil, % the best one
  year = 2023, month = "9~" # oct,
)
@misc{b,title={Second},,year=1999}@misc{c,title={Third}}`;
    const [lake, ...others] = await read(text);
    expect(lake).toEqual({
      title: 'Lakes and "Rivers" and Seas',
      abstract: '',
      venue: 'Journal of Invented Limnology',
      issued: { year: 2023, month: 10, day: 9 },
      marks: { citationKey: 'Lake2023' },
    });
    expect(others.map(({ title }) => title)).toEqual(['Second', 'Third']);
  });

  test('crossref and xdata lend what an entry leaves out, and lend no papers', async () => {
    const text = `@inproceedings{child, title = {Child}, crossref = {conf}, xdata = {shared}}
@proceedings{conf, title = {Proceedings of the Peat Conference}, year = 2022, doi = {10.5555/conf}}
@xdata{shared, url = {https://a.example/shared}}`;
    expect(await read(text)).toEqual([
      {
        title: 'Child',
        abstract: '',
        venue: 'Proceedings of the Peat Conference',
        issued: { year: 2022 },
        url: 'https://a.example/shared',
        marks: { citationKey: 'child' },
      },
    ]);
  });

  test.each([
    ['Ada Lake', [{ family: 'Lake', given: 'Ada' }]],
    [
      'Lake, Ada and Berg, Jan and others',
      [
        { family: 'Lake', given: 'Ada' },
        { family: 'Berg', given: 'Jan' },
      ],
    ],
    ['Jan van der Berg', [{ family: 'van der Berg', given: 'Jan' }]],
    ['de la Cruz, Jr., Eva Maria', [{ family: 'de la Cruz', given: 'Eva Maria, Jr.' }]],
    ['{Fjord and Sons} AND Plato', [{ literal: 'Fjord and Sons' }, { family: 'Plato' }]],
    ['{\\\'E}lodie {\\"O}st{\\aa}s', [{ family: 'Östås', given: 'Élodie' }]],
    ['family=Berg, given=Jan, prefix=van der', [{ family: 'van der Berg', given: 'Jan' }]],
    [' and  and ', undefined],
  ])('authors: %s', async (names, authors) => {
    expect((await fieldsOf(`author = {${names}}`))?.authors).toEqual(authors);
  });

  test.each([
    ['date = {2023-10-09/2023-11}', { year: 2023, month: 10, day: 9 }],
    ['date = {2023-10}', { year: 2023, month: 10 }],
    ['year = {2023-10}', { year: 2023, month: 10 }],
    ['year = 2023, month = {October}', { year: 2023, month: 10 }],
    ['year = {c. 1999}', { year: 1999 }],
    ['year = 2023, month = 13', { year: 2023 }],
    ['year = 2023, month = feb, day = 30', { year: 2023, month: 2 }],
    ['year = {in press}', undefined],
  ])('dates: %s', async (fields, issued) => {
    expect((await fieldsOf(fields))?.issued).toEqual(issued);
  });

  test.each([
    ['doi = {https://doi.org/10.5555/A\\_B}', { doi: '10.5555/a_b' }],
    ['eprint = {2310.01234v2}, archivePrefix = {arXiv}', { arxiv: '2310.01234' }],
    ['eprint = {12345}, eprinttype = {pubmed}', {}],
    ['url = {\\url{https://a.example/x\\_y}}', { url: 'https://a.example/x_y' }],
    ['url = {javascript:alert(1)}', {}],
    ['journal = {arXiv e-prints}', {}],
    ['booktitle = {NeurIPS}', { venue: 'NeurIPS' }],
  ])('places: %s', async (fields, found) => {
    const { doi, arxiv, url, venue } = (await fieldsOf(fields)) ?? {};
    const defined = Object.entries({ doi, arxiv, url, venue }).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(defined)).toEqual(found);
  });
});

describe('TeX becomes text:', () => {
  test.each([
    ['{\\"o} \\"{u} \\"\\i{} \\v{s} \\c c \\\'{\\^e} \\H{o} \\k{a}', 'ö ü ï š ç ế ő ą'],
    ['50\\% \\& \\$5 \\#1 a\\_b \\{x\\}', '50% & $5 #1 a_b {x}'],
    ["``Quoted'' --- pages 1--2", '“Quoted” — pages 1–2'],
    ['\\emph{Quiet} {\\bf Lakes} \\textsc{of} \\textbf{\\textit{Peat}}', 'Quiet Lakes of Peat'],
    ['$\\alpha$-decay of $10^{-3}$ and $x_1 \\leq y$', 'α-decay of 10⁻³ and x₁ ≤y'],
    ['$O(n^2 \\log n)$ and $\\mathcal{O}(n)$', 'O(n² log n) and $\\mathcal{O}(n)$'],
    ['It costs $5 or $6', 'It costs $5 or $6'],
    ['\\LaTeX{} and \\TeX\\ too, \\ss, \\AA, {\\L}ukasz', 'LaTeX and TeX too, ß, Å, Łukasz'],
    ['\\href{https://a.example}{Here} \\url{https://b.example}', 'Here https://b.example'],
    ['\\input{/etc/passwd} \\unknownmacro done', '/etc/passwd \\unknownmacro done'],
    ['{\\textbackslash}{\\textbraceleft}{\\textasciitilde}{\\textless}b{\\textgreater}', '\\{~<b>'],
    ['Ends with a backslash\\\\', 'Ends with a backslash'],
  ])('%s', async (tex, text) => {
    expect(await titleOf(tex)).toBe(text);
  });

  test('as the parser of another program reads it, where both can', async () => {
    const text = ['zotero.bib', 'paperlib.bib', 'scholar.bib', 'jabref.bib'] as const;
    const all = text
      .map(referenceFile)
      .join('\n')
      .replaceAll(/\\\$\{\\textbackslash\}alpha\\\$/gu, '');
    const theirs = parse(all, { english: false, sentenceCase: false, caseProtection: false });
    expect(theirs.errors).toEqual([]);
    const ours = await read(all);
    expect(ours.map(({ title, marks }) => [marks?.citationKey, title])).toEqual(
      theirs.entries.map(({ key, fields }) => [key, fields['title']]),
    );
    expect(ours.map(({ authors }) => authors?.length)).toEqual(
      theirs.entries.map(
        ({ fields }) => fields.author?.filter(({ lastName }) => lastName !== 'others').length,
      ),
    );
  });
});
