import { organisationOf } from '../domain/byline.ts';
import type { Author } from '../domain/author.ts';
import type { CitedPaper } from './cited.ts';
import { toPlainLine, toVerbatim } from './plainText.ts';
import { titleToTex, toTex, type TexSpelling } from './tex.ts';
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
  title(title: string): TexField;
  authors(authors: readonly Author[]): TexField[];
  keywords(tags: readonly string[]): TexField[];
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
    item: (name, plain = '') => (tex(plain) === '' ? [] : field(name, `{${tex(plain)}}`)),
    title: title => ['title', `{${titleToTex(title, spelling)}}`],
    authors: authors => field('author', authors.map(author => authorToTex(author, tex)).join(' and ')),
    keywords: tags =>
      field(
        'keywords',
        tags
          .map(tag => tex(tag.replaceAll(',', ' ')))
          // Some programs part keywords by semicolons.
          .map(tag => (tag.includes(';') ? `{${tag}}` : tag))
          .filter(Boolean)
          .join(', '),
      ),
    checked: (name, plain = '', read) => (read(plain) === plain ? field(name, plain) : text(name, plain)),
    // Some readers look for formulas even here.
    verbatim: (name, plain) => field(name, toVerbatim(plain ?? '').replaceAll('$', '%24')),
    extra: ({ paper }) => [
      ...text('x-organisation', organisationOf(paper)),
      ...text('x-author-count', paper.authorCount?.toString()),
    ],
  };
}

function field(name: string, value: string): TexField[] {
  return value === '' ? [] : [[name, `{${value}}`]];
}

/** `Family, Given`; a name that would be taken apart otherwise stands in braces. */
function authorToTex(author: Author, tex: (text: string) => string): string {
  if ('literal' in author) return `{${tex(withoutTrap(author.literal))}}`;
  const family = namePart(author.family, tex);
  return author.given === undefined ? `{${family}}` : `${family}, ${namePart(author.given, tex)}`;
}

function namePart(part: string, tex: (text: string) => string): string {
  const name = withoutTrap(part);
  return /,|\band\b/iu.test(name) ? `{${tex(name)}}` : tex(name);
}

/** Biber decodes what stands for a brace before it looks for the commas that braces protect. */
function withoutTrap(name: string): string {
  return /[{}"]/u.test(name) ? name.replaceAll(',', ' ') : name;
}
