import { organisationOf } from '../domain/byline.ts';
import type { Author } from '../domain/author.ts';
import type { Paper } from '../domain/paper.ts';
import type { CitedPaper } from './cited.ts';
import { toPlainLine, toPlainLines, toVerbatim } from './plainText.ts';
import { titleToTex, toTex, type TexSpelling } from './tex.ts';
import { authorsToTex } from './texNames.ts';
import { remarksOn } from './words.ts';

/** A field of an entry; the value stands as it is, braces and all. */
export type TexField = readonly [name: string, value: string];

/** An entry under its citation key, below comments that say what it lacks. */
export function texEntry(type: string, cited: CitedPaper, fields: readonly TexField[]): string {
  const lines = [
    ...remarksOn(cited).map(remark => `% ${harmless(remark)}`),
    `@${type}{${cited.paper.citationKey},`,
    ...fields.map(([name, value]) => `  ${name} = ${value},`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** What stands between entries is skipped, up to the next at sign. */
function harmless(comment: string): string {
  return toPlainLine(comment).replaceAll('@', '(at)');
}

/** Makes fields of plain text; a field without a value is none. */
export interface TexFields {
  text(name: string, text: string | undefined): TexField[];
  /** For a field that is a list parted by "and", which the text is one item of. */
  item(name: string, text: string | undefined): TexField[];
  /** Keys that stand as they are: `writeText` has checked them. Only biber and programs that keep libraries know the field. */
  formerKeys(cited: CitedPaper): TexField[];
  title(title: string): TexField;
  authors(authors: readonly Author[]): TexField[];
  /** Parted by commas: keywords, JabRef's groups. */
  list(name: string, items: readonly string[]): TexField[];
  /** The reading status and star as JabRef has them, and in fields of our own what it has no word for. */
  marks(cited: CitedPaper): TexField[];
  /** The note under the name that styles know; with its lines, if it has several, in the field that JabRef keeps comments in. */
  note(name: string, note: string | undefined): TexField[];
  /** For values that stand as they are once `read` knows them; others, as from a strange backup, are text. */
  checked(name: string, text: string | undefined, read: (text: string) => string | undefined): TexField[];
  /** For values that TeX is not to read: DOIs, addresses. */
  verbatim(name: string, text: string | undefined): TexField[];
  /** What no style asks for. */
  extra(cited: CitedPaper): TexField[];
}

/** The makers of fields for one spelling. */
export function texFields(spelling: TexSpelling): TexFields {
  const tex = (text: string): string => toTex(text, spelling);
  const text = (name: string, plain: string | undefined): TexField[] => field(name, tex(plain ?? ''));
  return {
    text,
    formerKeys: ({ formerKeys = [] }) => field('ids', formerKeys.join(', ')),
    item: (name, plain = '') => (tex(plain) === '' ? [] : field(name, `{${tex(plain)}}`)),
    title: title => ['title', `{${titleToTex(title, spelling)}}`],
    authors: authors => field('author', authorsToTex(authors, spelling)),
    list: (name, items) =>
      field(
        name,
        items
          .map(tag => tex(tag.replaceAll(',', ' ')))
          // Some programs part keywords by semicolons.
          .map(tag => (tag.includes(';') ? `{${tag}}` : tag))
          .filter(Boolean)
          .join(', '),
      ),
    checked: (name, plain = '', read) => (read(plain) === plain ? field(name, plain) : text(name, plain)),
    // Some readers look for formulas even here.
    verbatim: (name, plain) => field(name, toVerbatim(plain ?? '').replaceAll('$', '%24')),
    marks: ({ paper: { status, starred } }) => [
      ...field('readstatus', JABREF_STATUS[status]),
      ...field('relevance', starred ? 'relevant' : ''),
      ...field('x-status', status === 'archived' ? status : ''),
    ],
    note: (name, note = '') => {
      const lines = toPlainLines(note).split('\n');
      const kept = lines.map(line => line.replace(/\S+(?: \S+)*/gu, tex)).join('\n');
      return [...text(name, note), ...(lines.length > 1 ? field('comment', kept) : [])];
    },
    extra: ({ paper }) => [
      ...text('x-organisation', organisationOf(paper)),
      ...text('x-author-count', paper.authorCount?.toString()),
      ...field('x-year-is', yearWord(paper)),
    ],
  };
}

/** JabRef's manual, "Special fields". */
const JABREF_STATUS = { unread: '', reading: 'skimmed', read: 'read', archived: '' } as const;

/** How a year is known that nobody printed. */
function yearWord({ issued }: Paper): string {
  const source = issued?.year === undefined ? undefined : issued.yearSource;
  return source === 'inferred' || source === 'chosen' ? source : '';
}

function field(name: string, value: string): TexField[] {
  return value === '' ? [] : [[name, `{${value}}`]];
}
