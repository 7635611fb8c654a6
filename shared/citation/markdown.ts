import { authorName } from '../domain/authorNames.ts';
import type { CitedPaper } from './cited.ts';
import { ABSTRACTS, NOTES, type TextFormat } from './format.ts';
import { isoDate } from './isoDate.ts';
import { toMarkdown, toMarkdownLine, toMarkdownLines } from './markdownText.ts';
import { authorsOf, venueOf } from './publication.ts';
import { bestAddress, listedIn } from './words.ts';

/** A reference list to paste: one item a paper. */
export const markdown: TextFormat = {
  id: 'markdown',
  name: 'Markdown list',
  readers: 'notes, wikis, issues, mails',
  extension: 'md',
  mediaType: 'text/markdown',
  options: [
    { ...ABSTRACTS, default: 'left out' } as typeof ABSTRACTS,
    NOTES,
    { kind: 'include', id: 'keys', label: 'Citation keys', default: 'left out' },
    { kind: 'include', id: 'digests', label: 'Digests', default: 'included' },
    {
      kind: 'choice',
      id: 'items',
      label: 'Items',
      choices: [
        { value: 'bullets', label: 'Bullets' },
        { value: 'numbers', label: 'Numbers' },
      ],
      default: 'bullets',
    },
  ],
  withoutAuthors: 'Items without authors begin with the title.',
  output: 'text',
  begin: ({ items, keys, digests }) => {
    let count = 0;
    return {
      head: '',
      between: '',
      tail: '',
      entry: cited => {
        count += 1;
        const marker = items === 'numbers' ? `${count}. ` : '- ';
        const key = keys === 'included' ? ` \\[@${cited.paper.citationKey}\\]` : '';
        const line = reference(digests === 'included' ? cited : { ...cited, digestNames: [] });
        return `${marker}${line}${key}\n${below(cited, marker.length)}`;
      },
    };
  },
};

/** "Family, Given; … **Title.** Journal, 2023-10-09. Listed in the digest “Apr 23”. <https://…>" */
function reference(cited: CitedPaper): string {
  const { paper, digestNames } = cited;
  const address = bestAddress(cited);
  const title = toMarkdown(paper.title);
  const sentences = [
    // With its full stop: "8." would begin a list.
    toMarkdownLine(sentence(authorsOf(paper).map(authorName).join('; '))),
    `**${title}${/[.?!…]$/u.test(title) ? '' : '.'}**`,
    [venueOf(paper), isoDate(paper.issued)]
      .flatMap(part => (part === undefined ? [] : toMarkdown(part)))
      .join(', '),
    toMarkdown(listedIn(digestNames) ?? ''),
  ];
  const said = sentences
    .filter(text => text !== '')
    .map(text => (text.endsWith('*') ? text : sentence(text)));
  return [...said, ...(address === undefined ? [] : [`<${address}>`])].join(' ');
}

function sentence(text: string): string {
  return text === '' || text.endsWith('.') ? text : `${text}.`;
}

/** Abstract and note, indented so that they belong to the item. The note is Markdown already. */
function below({ abstract, note }: CitedPaper, indent: number): string {
  const blocks = [abstract === '' ? '' : quote(toMarkdownLines(abstract)), note?.trim() ?? ''];
  return blocks
    .filter(block => block !== '')
    .map(block => `\n${indented(block, indent)}\n`)
    .join('');
}

function quote(markdownLines: string): string {
  return markdownLines.replace(/^/gmu, '> ').replace(/ +$/gmu, '');
}

function indented(block: string, width: number): string {
  return block.replace(/\r\n?/gu, '\n').replace(/^(?=.)/gmu, ' '.repeat(width));
}
