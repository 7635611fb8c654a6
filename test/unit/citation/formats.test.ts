import { describe, expect, test } from 'vitest';
import { biblatex } from '../../../shared/citation/biblatex.ts';
import { bibtex } from '../../../shared/citation/bibtex.ts';
import type { CitedPaper } from '../../../shared/citation/cited.ts';
import { cslJson } from '../../../shared/citation/csl.ts';
import { csv } from '../../../shared/citation/csv.ts';
import { beginFiles, completeOptions, textParts, writeText } from '../../../shared/citation/format.ts';
import { FORMATS, formatNamed } from '../../../shared/citation/formats.ts';
import { markdown } from '../../../shared/citation/markdown.ts';
import { markdownFiles } from '../../../shared/citation/markdownFiles.ts';
import { ris } from '../../../shared/citation/ris.ts';
import type { CitationKey } from '../../../shared/domain/ids.ts';
import { citedPaper, citedPapers } from './citedPapers.ts';

const issued = { year: 2023, month: 10, day: 9, yearSource: 'inferred' } as const;

/** A paper as a digest gives it: nothing but a title, a byline and a day. */
const listed = citedPaper(
  { title: 'LakeNet: How κ-Lakes Freeze', issued, authorCount: 4, tags: ['ice', 'lakes, quiet'] },
  {
    abstract: 'We freeze 100% of lakes.\nhttps://lakes.example/x_y has code.',
    note: 'Read *twice*.\n\n- and again',
    digestNames: ['Apr 23'],
    evidence: 'Printed as “Oct 9” in “Apr 23”.',
    formerKeys: ['lake' as CitationKey, 'lakenet23' as CitationKey],
  },
);

/** The same once its authors and identifiers are known. */
const known: CitedPaper = {
  ...listed,
  paper: {
    ...listed.paper,
    authors: [{ family: 'Łake', given: 'Ada' }, { family: 'de la Mer, Jr' }, { literal: 'Fjord & Sons' }],
    arxiv: '2310.01234',
    arxivClass: 'cs.LG',
    // No DOI that we read, but a backup may hold anything.
    doi: '10.1000/a{b}_c%20d e',
    url: 'https://lakes.example/ä?x=1&y=2',
  },
};

const doi = '10.1000/182';
/** The same where it was published. */
const published: CitedPaper = { ...known, paper: { ...known.paper, doi, venue: 'Journal of  Lakes & Ice' } };
const inProceedings: CitedPaper = {
  ...published,
  paper: {
    ...published.paper,
    venue: '3rd Conference on Lakes',
    issued: { year: 2023, month: 10, yearSource: 'chosen' },
  },
};
/** A preprint with a venue, and one that only arXiv has given a DOI. */
const accepted: CitedPaper = {
  ...listed,
  paper: { ...listed.paper, venue: 'Lakes 2024', arxiv: '2310.01234' },
};
const preprint: CitedPaper = { ...accepted, paper: { ...accepted.paper, doi: '10.48550/arxiv.2310.01234' } };

describe('biblatex', () => {
  test('has a label instead of an author, a whole date, and former keys as ids', () => {
    expect(writeText(biblatex, [listed], { notes: 'included' }))
      .toBe(`% No author: the digest gives a count only, 4 authors.
% Year inferred: Printed as “Oct 9” in “Apr 23”.
% Former citation keys: lake, lakenet23.
@misc{lakenetHowKappa2023,
  ids = {lake, lakenet23},
  label = {LakeNet},
  title = {{LakeNet}: How {$\\kappa$}-Lakes Freeze},
  date = {2023-10-09},
  howpublished = {Listed in the digest “Apr 23”},
  abstract = {We freeze 100\\% of lakes. https://lakes.example/x\\_y has code.},
  keywords = {ice, lakes quiet},
  annotation = {Read *twice*. - and again},
  comment = {Read *twice*.

- and again},
  x-author-count = {4},
  x-year-is = {inferred},
}
`);
  });

  test('is @online with eprint fields as soon as it is known where the paper is', () => {
    const text = writeText(biblatex, [known]);
    expect(text).toContain('@online{lakenetHowKappa2023,');
    expect(text).toContain('  author = {Łake, Ada and {de la Mer, Jr} and {Fjord \\& Sons}},');
    expect(text).not.toMatch(/^ {2}(?:label|howpublished) =|No author/mu);
    expect(text).toContain(`  note = {Listed in the digest “Apr 23”},
  eprint = {2310.01234},
  eprinttype = {arxiv},
  eprintclass = {cs.LG},
  doi = {10.1000/a%7Bb%7D_c%20d%20e},
  url = {https://lakes.example/%C3%A4?x=1&y=2},
`);
  });
});

describe('BibTeX', () => {
  test('stays @misc, with the fields of arXiv', () => {
    const text = writeText(bibtex, [known]);
    expect(text).toContain('@misc{');
    expect(text).toContain('  author = {{\\L}ake, Ada and');
    expect(text).not.toMatch(/^ {2}key =/mu);
    // For biber and for coming back; bibtex passes over fields that its styles don't know.
    expect(text).toContain('  ids = {lake, lakenet23},');
    expect(text).toContain(`  eprint = {2310.01234},
  archivePrefix = {arXiv},
  primaryClass = {cs.LG},
`);
  });
});

describe('a paper that is known to be published', () => {
  const wholeOf = (format: typeof bibtex, cited: CitedPaper): string =>
    writeText(format, [cited], { abstracts: 'left out' });

  test('is an article of its journal in BibTeX and biblatex', () => {
    const tex = wholeOf(bibtex, published);
    expect(tex).toContain('@article{');
    expect(tex).toContain('  journal = {Journal of Lakes \\& Ice},\n');
    expect(tex).toContain('  note = {Listed in the digest ');
    expect(tex).not.toMatch(/howpublished|No author/u);
    const unicode = wholeOf(biblatex, published);
    expect(unicode).toContain('@article{');
    expect(unicode).toContain('  journaltitle = {Journal of Lakes \\& Ice},\n');
    expect(unicode).toContain('  eprint = {2310.01234},\n');
  });

  test('is a paper of its proceedings where the venue is a meeting', () => {
    expect(wholeOf(bibtex, inProceedings)).toMatch(
      /^@inproceedings\{[^]*booktitle = \{3rd Conference on Lakes\},\n {2}year = \{2023\},\n {2}month = oct/mu,
    );
    expect(wholeOf(biblatex, inProceedings)).toMatch(
      /^@inproceedings\{[^]*booktitle = [^]*date = \{2023-10\}/mu,
    );
    expect(wholeOf(ris, inProceedings)).toMatch(
      /^TY {2}- CPAPER[^]*T2 {2}- 3rd Conference on Lakes[^]*DA {2}- 2023\/10\/\//u,
    );
    expect(JSON.parse(wholeOf(cslJson, inProceedings))).toMatchObject([
      {
        type: 'paper-conference',
        'container-title': '3rd Conference on Lakes',
        issued: { 'date-parts': [[2023, 10]] },
      },
    ]);
  });

  test('names its venue in every other format', () => {
    expect(wholeOf(ris, published)).toMatch(/^TY {2}- JOUR[^]*T2 {2}- Journal of Lakes & Ice\r\n/u);
    expect(JSON.parse(wholeOf(cslJson, published))).toMatchObject([
      { type: 'article-journal', 'container-title': 'Journal of Lakes & Ice', DOI: doi },
    ]);
    expect(wholeOf(csv, published)).toContain(',Journal of Lakes & Ice,2023-10-09,');
    expect(wholeOf(markdown, published)).toContain('** Journal of Lakes & Ice, 2023-10-09. ');
    expect(beginFiles(markdownFiles).file(published).text).toContain('venue: "Journal of Lakes & Ice"\n');
  });

  test('is not one that arXiv alone has given a DOI, or that has none', () => {
    for (const cited of [accepted, preprint]) {
      expect(wholeOf(bibtex, cited)).toMatch(/^@misc\{[^]*howpublished = \{Lakes 2024\}/mu);
      expect(wholeOf(biblatex, cited)).toMatch(/^@online\{[^]*organization = \{\{Lakes 2024\}\}/mu);
      expect(JSON.parse(wholeOf(cslJson, cited))).toMatchObject([{ type: 'article', publisher: 'arXiv' }]);
    }
  });

  test('has as much of its date as is known', () => {
    const dated = (issued: CitedPaper['paper']['issued']): CitedPaper =>
      citedPaper({ title: 'Ice', ...(issued && { issued }) });
    const year = dated({ year: 2021, yearSource: 'written' });
    expect(wholeOf(bibtex, year)).toMatch(/year = \{2021\},\n(?! {2}month)/u);
    expect(wholeOf(biblatex, year)).toContain('date = {2021},');
    expect(wholeOf(ris, year)).not.toContain('DA  - ');
    expect(JSON.parse(wholeOf(cslJson, year))).toMatchObject([{ issued: { 'date-parts': [[2021]] } }]);
  });
});

test('a remark on the authors or the year goes when somebody has told them', () => {
  const origin = { kind: 'hand', at: 0 } as const;
  const issued = { year: 2021, yearSource: 'chosen' } as const;
  const told = citedPaper({
    title: 'Ice',
    authors: [{ family: 'Lake' }],
    issued,
    origins: { issued: origin },
  });
  expect(writeText(bibtex, [told])).not.toMatch(/^%/mu);
  expect(writeText(bibtex, [citedPaper({ title: 'Ice', listings: [] })])).toContain(
    '% No author is known.\n',
  );
});

describe('CSL-JSON', () => {
  test('has a document’s type until it is known what the paper is', () => {
    const [item] = JSON.parse(writeText(cslJson, [listed])) as [object];
    expect(item).toEqual({
      id: 'lakenetHowKappa2023',
      type: 'document',
      'citation-key': 'lakenetHowKappa2023',
      title: 'LakeNet: How κ-Lakes Freeze',
      issued: { 'date-parts': [[2023, 10, 9]] },
      abstract: 'We freeze 100% of lakes.\nhttps://lakes.example/x_y has code.',
      keyword: 'ice, lakes quiet',
      source: 'Listed in the digest “Apr 23”',
      custom: {
        pandect: {
          status: 'unread',
          tags: ['ice', 'lakes, quiet'],
          yearSource: 'inferred',
          authorCount: 4,
          formerKeys: ['lake', 'lakenet23'],
        },
      },
    });
  });

  test('is an article of arXiv afterwards', () => {
    expect(JSON.parse(writeText(cslJson, [known]))).toMatchObject([
      {
        type: 'article',
        author: [{ family: 'Łake', given: 'Ada' }, { family: 'de la Mer, Jr' }, { literal: 'Fjord & Sons' }],
        publisher: 'arXiv',
        number: 'arXiv:2310.01234',
        DOI: '10.1000/a%7Bb%7D_c%20d%20e',
      },
    ]);
  });
});

test('RIS has one line a value, and ends each reference', () => {
  expect(writeText(ris, [known, listed], { abstracts: 'left out' }).split('\r\n')).toEqual([
    'TY  - GEN',
    'ID  - lakenetHowKappa2023',
    'AU  - Łake, Ada',
    'AU  - de la Mer Jr',
    'AU  - Fjord & Sons',
    'TI  - LakeNet: How κ-Lakes Freeze',
    'PY  - 2023',
    'DA  - 2023/10/09/',
    'DO  - 10.1000/a%7Bb%7D_c%20d%20e',
    'UR  - https://lakes.example/%C3%A4?x=1&y=2',
    'AN  - arXiv:2310.01234',
    'KW  - ice',
    'KW  - lakes, quiet',
    'C2  - 4 authors',
    'M2  - Listed in the digest “Apr 23”',
    'DP  - Pandect',
    'U4  - cs.LG',
    'U5  - inferred',
    'ER  - ',
    '',
    'TY  - GEN',
    'ID  - lakenetHowKappa2023',
    'TI  - LakeNet: How κ-Lakes Freeze',
    'PY  - 2023',
    'DA  - 2023/10/09/',
    'KW  - ice',
    'KW  - lakes, quiet',
    'C2  - 4 authors',
    'M2  - Listed in the digest “Apr 23”',
    'DP  - Pandect',
    'U5  - inferred',
    'ER  - ',
    '',
  ]);
});

describe('CSV', () => {
  test('has a row of names, a mark for Excel unless it is not wanted, and lines that end as the standard says', () => {
    const marked = writeText(csv, [listed]);
    expect(marked.startsWith('\ufeffcitation key,title,')).toBe(true);
    const bare = writeText(csv, [listed], { mark: 'left out', abstracts: 'left out' });
    expect(bare.split('\r\n')).toEqual([
      'citation key,title,authors,author count,organisation,venue,date,year,year is,DOI,arXiv,arXiv class,URL,status,starred,tags,collections,digests,former citation keys',
      'lakenetHowKappa2023,LakeNet: How κ-Lakes Freeze,,4,,,2023-10-09,2023,inferred,,,,,unread,,"ice; lakes, quiet",,Apr 23,"lake; lakenet23"',
      '',
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])(
    'keeps a spreadsheet from running %j',
    formula => {
      const options = { notes: 'included', abstracts: 'left out', mark: 'left out' };
      const [, row = ''] = writeText(csv, [citedPaper({ title: 'Ice' }, { note: formula })], options).split(
        '\r\n',
      );
      expect(row).toMatch(/,"?'[^,]*[=+\-@＝]/u);
    },
  );
});

describe('a Markdown list', () => {
  test('has the title, the date, the digest and the best address', () => {
    expect(writeText(markdown, [listed])).toBe(
      '- **LakeNet: How κ-Lakes Freeze.** 2023-10-09. Listed in the digest “Apr 23”.\n',
    );
    expect(writeText(markdown, [known], { digests: 'left out', keys: 'included' })).toBe(
      '- Ada Łake; de la Mer, Jr; Fjord & Sons. **LakeNet: How κ-Lakes Freeze.** 2023-10-09. <https://doi.org/10.1000/a%7Bb%7D_c%20d%20e> \\[@lakenetHowKappa2023\\]\n',
    );
  });

  test('is numbered on request, with abstract and note as parts of the item', () => {
    const options = { items: 'numbers', abstracts: 'included', notes: 'included', digests: 'left out' };
    expect(writeText(markdown, [listed, listed], options))
      .toContain(`2. **LakeNet: How κ-Lakes Freeze.** 2023-10-09.

   > We freeze 100% of lakes.
   > <https://lakes.example/x_y> has code.

   Read *twice*.

   - and again
`);
  });
});

describe('Markdown files', () => {
  test('are pages with front matter, abstract and the note as it is', () => {
    expect(beginFiles(markdownFiles).file(known)).toEqual({
      name: 'lakenetHowKappa2023.md',
      text: `---
title: "LakeNet: How κ-Lakes Freeze"
aliases:
  - "LakeNet: How κ-Lakes Freeze"
citekey: "lakenetHowKappa2023"
former_citekeys:
  - "lake"
  - "lakenet23"
authors:
  - "Ada Łake"
  - "de la Mer, Jr,"
  - "“Fjord & Sons”"
author_count: 4
date: "2023-10-09"
year: 2023
year_is: "inferred"
doi: "10.1000/a{b}_c%20d e"
arxiv: "2310.01234"
arxiv_class: "cs.LG"
url: "https://doi.org/10.1000/a%7Bb%7D_c%20d%20e"
source_url: "https://lakes.example/ä?x=1&y=2"
status: "unread"
starred: false
tags:
  - "ice"
  - "lakes-quiet"
tag_names:
  - "ice"
  - "lakes, quiet"
digests:
  - "Apr 23"
---

# LakeNet: How κ-Lakes Freeze

## Abstract

We freeze 100% of lakes.
<https://lakes.example/x_y> has code.

## Note

Read *twice*.

- and again
`,
    });
  });

  test('get different names for equal titles', () => {
    const writer = beginFiles(markdownFiles, { names: 'title' });
    const titles = ['Ice / Water', 'ICE: Water?', 'Ice Water', '', '???', 'Con'];
    expect(titles.map(title => writer.file(citedPaper({ title })).name)).toEqual([
      'Ice Water.md',
      'ICE Water 2.md',
      'Ice Water 3.md',
      'paper.md',
      'paper 2.md',
      'paper 3.md',
    ]);
  });
});

describe('options', () => {
  test('that are missing, unknown or impossible are the defaults', () => {
    const given = { separator: 'dots', abstracts: 'left out', colour: 'blue' };
    expect(completeOptions(csv, given)).toEqual({
      abstracts: 'left out',
      notes: 'left out',
      mark: 'included',
      separator: 'comma',
    });
  });

  test.each(FORMATS.map(format => [format.name, format] as const))(
    'of %s leave abstracts and notes out',
    (_, format) => {
      const options = { abstracts: 'left out', notes: 'left out' };
      const text =
        format.output === 'text'
          ? writeText(format, [listed], options)
          : beginFiles(format, options).file(listed).text;
      expect(text).not.toMatch(/freeze 100|again/u);
    },
  );
});

test('every format is found by its name, and nothing else is', () => {
  for (const format of FORMATS) expect(formatNamed(format.id)).toBe(format);
  expect(formatNamed('constructor')).toBeUndefined();
});

test('every text comes in parts of one paper each, so that the page can paint in between', () => {
  const papers = citedPapers(['One', 'Two', 'Three'].map(title => ({ title, abstract: '' })));
  for (const format of FORMATS) {
    if (format.output === 'files') continue;
    const parts = [...textParts(format, papers)];
    for (const { paper } of papers) {
      expect(parts.filter(part => part.includes(paper.title))).toHaveLength(1);
    }
    expect(parts.join('')).toBe(writeText(format, papers));
  }
});
