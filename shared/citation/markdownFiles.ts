import { organisationOf } from '../domain/byline.ts';
import { createNamer, safeStem } from '../text/fileName.ts';
import { authorFromName, type Author } from '../domain/author.ts';
import { authorName } from '../domain/authorNames.ts';
import type { CitedPaper } from './cited.ts';
import { ABSTRACTS, NOTES, type FilesFormat } from './format.ts';
import { isoDate } from './isoDate.ts';
import { toMarkdown, toMarkdownLines } from './markdownText.ts';
import { isAddress } from './plainText.ts';
import { authorsOf, venueOf } from './publication.ts';
import { bestAddress } from './words.ts';
import { frontMatter } from './yaml.ts';

/** A page for each paper: what is known of it as front matter, its abstract, and the note. */
export const markdownFiles: FilesFormat = {
  id: 'markdown-files',
  name: 'Markdown files',
  readers: 'Obsidian, Logseq, Zettlr, static sites',
  extension: 'zip',
  mediaType: 'application/zip',
  options: [
    ABSTRACTS,
    { ...NOTES, default: 'included' } as typeof NOTES,
    {
      kind: 'choice',
      id: 'names',
      label: 'Named by',
      choices: [
        { value: 'key', label: 'Citation key' },
        { value: 'title', label: 'Title' },
      ],
      default: 'key',
    },
  ],
  withoutAuthors: 'Pages of papers without authors have no authors field.',
  output: 'files',
  begin: ({ names }) => {
    const nameFor = createNamer();
    return {
      file: cited => {
        const { title, citationKey } = cited.paper;
        const stem = safeStem(names === 'title' ? title : citationKey, 'paper');
        return { name: `${nameFor(stem)}.md`, text: page(cited) };
      },
    };
  },
};

/** The note comes last and as it is: it is Markdown already, and nothing that it leaves open can swallow more. */
function page(cited: CitedPaper): string {
  const { paper, abstract, note } = cited;
  const parts = [
    matter(cited),
    `# ${toMarkdown(paper.title)}\n`,
    ...(abstract === '' ? [] : [`## Abstract\n\n${toMarkdownLines(abstract)}\n`]),
    ...(note === undefined || note.trim() === '' ? [] : [`## Note\n\n${note.trim()}\n`]),
  ];
  return parts.join('\n');
}

function matter(cited: CitedPaper): string {
  const { paper, formerKeys = [], collectionNames = [] } = cited;
  const tags = paper.tags.map(pageTag).filter(tag => tag !== '');
  return frontMatter([
    ['title', paper.title],
    ['aliases', [paper.title]],
    ['citekey', paper.citationKey],
    ['former_citekeys', some(formerKeys)],
    ['authors', some(authorsOf(paper).map(authorLine))],
    ['author_count', paper.authorCount],
    ['organisation', organisationOf(paper)],
    ['venue', venueOf(paper)],
    ['date', isoDate(paper.issued)],
    ['year', paper.issued?.year],
    ['year_is', paper.issued?.year === undefined ? undefined : paper.issued.yearSource],
    ['doi', paper.doi],
    ['arxiv', paper.arxiv],
    ['arxiv_class', paper.arxivClass],
    ['url', bestAddress(cited)],
    ['source_url', isAddress(paper.url) && paper.url !== bestAddress(cited) ? paper.url : undefined],
    ['status', paper.status],
    ['starred', paper.starred],
    ['tags', some(tags)],
    // What of them a tag of Obsidian can't be.
    ['tag_names', paper.tags.every((tag, place) => tag === tags[place]) ? undefined : paper.tags],
    ['collections', some(collectionNames)],
    ['digests', some(cited.digestNames)],
  ]);
}

/** As it is read out, where that tells the parts of the name; else `Family, Given`, or in quotes a name that has no parts. */
function authorLine(author: Author): string {
  const name = authorName(author);
  const read = authorFromName(name);
  if (read !== undefined && JSON.stringify(Object.entries(read)) === JSON.stringify(Object.entries(author)))
    return name;
  return 'literal' in author ? `“${author.literal}”` : `${author.family}, ${author.given ?? ''}`.trimEnd();
}

function some(items: readonly string[]): readonly string[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** Obsidian's tags are letters, digits, `_`, `-` and `/`, and not digits alone. */
function pageTag(tag: string): string {
  const name = tag
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_/-]+/gu, '-')
    .replace(/^[-/]+|[-/]+$/gu, '');
  return /^\d+$/u.test(name) ? `n${name}` : name;
}
