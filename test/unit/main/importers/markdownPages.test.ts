import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownPagesReader } from '../../../../main/services/importers/markdownPages.ts';
import { bundlePages } from '../../../../shared/digest-format/pageBundle.ts';
import { FILE_READERS } from '../../../../main/services/importers/readers.ts';
import { realDumps, whyNoRealDumps } from '../../../support/dumps.ts';
import { digestIn } from './referenceFiles.ts';

const page = (matter: string, below = ''): string => `---\n${matter}\n---\n${below}`;
const PAGE = page(
  'title: "Quiet Lakes"\ncitekey: "lake2023"\nauthors:\n  - "Ada van der Berg"\n  - "“World Health Organization”"\n  - "Plato"\n  - "Cao Xueqin,"\ndate: "2023-10-09"\nstatus: "read"\nstarred: true\ntags:\n  - "to-read"\ntag_names:\n  - "to read"\ncollections:\n  - "Thesis"',
  '\n# Quiet Lakes\n\n## Abstract\n\nIt costs \\$5 \\# see <https://a.example/x_y>.\n\n## Note\n\nMine.\n\n## Abstract\n\n  - kept\n',
);

describe('A page of a paper', () => {
  test('is read back with what its front matter, abstract and note say', async () => {
    expect((await digestIn(markdownPagesReader, PAGE)).listings).toEqual([
      {
        rank: 1,
        title: 'Quiet Lakes',
        abstract: 'It costs $5 # see https://a.example/x_y.',
        authors: [
          { family: 'van der Berg', given: 'Ada' },
          { literal: 'World Health Organization' },
          { family: 'Plato' },
          { family: 'Cao Xueqin' },
        ],
        issued: { year: 2023, month: 10, day: 9 },
        marks: {
          status: 'read',
          starred: true,
          tags: ['to read'],
          collections: ['Thesis'],
          note: 'Mine.\n\n## Abstract\n\n  - kept',
          citationKey: 'lake2023',
        },
      },
    ]);
  });

  test('is read back after Obsidian wrote its front matter anew and the user added headings', async () => {
    const edited = page(
      'title: Quiet Lakes\ncitekey: lake2023\nyear: 2023\nstarred: false\ntags: [ice, "#lake"]\nmine: 1',
      '\n# Quiet Lakes\r\n\r\n## Ideas\r\n\r\nSkate.\r\n',
    );
    const [listing] = (await digestIn(markdownPagesReader, edited)).listings;
    expect(listing).toMatchObject({ title: 'Quiet Lakes', issued: { year: 2023 }, abstract: '' });
    expect(listing?.marks).toEqual({
      tags: ['ice', 'lake'],
      note: '## Ideas\n\nSkate.',
      citationKey: 'lake2023',
    });
  });

  test.each([
    ['aliases', 'title: &a "x"\ncitekey: *a'],
    [
      'a bomb of aliases',
      `title: x\ncitekey: y\na: &a [1,1,1,1,1,1,1,1]\n${'bcdefghi'
        .split('')
        .map((name, place) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[place]!}`).join(',')}]`)
        .join('\n')}`,
    ],
    ['a title that is not closed', 'title: "x\ncitekey: y'],
    ['two titles', 'title: x\ntitle: z\ncitekey: y'],
  ])('with %s is not understood, and costs no other', async (_, matter) => {
    const { listings, notUnderstood } = await digestIn(
      markdownPagesReader,
      bundlePages([
        { name: 'bad.md', text: page(matter) },
        { name: 'good.md', text: PAGE },
        { name: 'plain.md', text: '# Mine' },
      ]),
    );
    expect(listings.map(({ title }) => title)).toEqual(['Quiet Lakes']);
    expect(notUnderstood.map(({ text }) => text)).toEqual(['bad.md', 'plain.md']);
    expect(notUnderstood[0]?.reason).toMatch(/^Its front matter is no YAML that is read here: .+\.$/u);
  });

  test.each([
    ['fields', Array.from({ length: 20_000 }, (_, place) => `k${place}: 1`).join('\n')],
    ['fields on one line', `a: {${Array.from({ length: 20_000 }, (_, place) => `k${place}: 1`).join(',')}}`],
    ['brackets', `a: ${'['.repeat(190_000)}`],
    ['nested lists', `a:\n${'- '.repeat(95_000)}`],
  ])('of very many %s is read or refused in a time linear in it', async (_, hostile) => {
    const many = Array.from({ length: 3 }, () => ({
      name: 'page.md',
      text: page(`title: x\ncitekey: y\n${hostile}`),
    }));
    const { listings, notUnderstood } = await digestIn(
      markdownPagesReader,
      bundlePages([...many, { name: 'good.md', text: PAGE }]),
    );
    expect(listings.at(-1)?.title).toBe('Quiet Lakes');
    expect(listings.length + notUnderstood.length).toBe(4);
  });

  test('gives tags of YAML and fields like __proto__ no meaning', async () => {
    const [listing] = (
      await digestIn(
        markdownPagesReader,
        page('title: !!js/function "f"\ncitekey: y\n__proto__: {status: read}\nconstructor: x'),
      )
    ).listings;
    expect(listing).toMatchObject({ title: 'f', marks: { citationKey: 'y' } });
    expect({}).not.toHaveProperty('status');
  });
});

describe('Other texts', () => {
  test.each([
    ['front matter of a blog', page('title: "My holidays"\ndate: 2023-10-09', '# Hello')],
    ['a page without front matter', '# Quiet Lakes\n\n## Abstract\n\nIt is cold.\n'],
    ['a page that quotes one', `See:\n\n${PAGE}`],
    ['front matter that is never closed', '---\ntitle: x\ncitekey: y\n'],
    ['a rule', '---\n\ntitle: x\n'],
  ])('such as %s are none', (_, text) => {
    expect(markdownPagesReader.fits(text)).toBe(false);
  });

  test('of prose and Markdown are never taken for pages', () => {
    const line = fc.constantFrom(
      '---',
      '# Title',
      '## Abstract',
      'title: x',
      'Some words of a text.',
      '',
      '- item',
      'citekeys: y',
      'subtitle: z',
      '> quote',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), lines => {
        expect(markdownPagesReader.fits(lines.join('\n'))).toBe(false);
      }),
    );
  });

  const absent = whyNoRealDumps();
  test.skipIf(absent)(`of the real dumps are none${absent ? ` (skipped: ${absent})` : ''}`, async () => {
    for (const { content } of await realDumps())
      expect(FILE_READERS.find(({ fits }) => fits(content.toString()))).toBeUndefined();
  });
});
