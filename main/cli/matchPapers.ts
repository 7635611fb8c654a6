import { assertNever } from '../../shared/domain/assertNever.ts';
import { authorName } from '../../shared/domain/authorNames.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { DigestId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import type { MemoryLibrary } from '../../shared/library/memory.ts';
import { matchesFilter } from '../../shared/query/evaluate.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { isIdeographic, squeeze, squeezedWords } from '../../shared/query/tokenize.ts';
import type { QueryNode, TextField, TextNode } from '../../shared/query/types.ts';

/** The papers that a query finds, and how it was understood. */
export interface Matches {
  /** Those whose titles hold more of the query first, the newest first among equals. */
  readonly papers: readonly Paper[];
  /** What of the query was taken as text although it looks like a filter, in words. */
  readonly notKnown: readonly string[];
}

const FIELDS: readonly TextField[] = ['title', 'tag', 'key', 'author', 'venue', 'note', 'abstract'];
/** Where the first letter of a word is enough. */
const SHORT_FIELDS: ReadonlySet<TextField> = new Set(['title', 'tag', 'key', 'author']);

/**
 * Asks the query language of the app, of papers read from files: words and beginnings of words, phrases, fields and
 * filters. There is no index, so other forms of a word and typing errors find nothing.
 */
export function matchPapers(library: MemoryLibrary, query: string): Matches {
  const { node, parts } = parseQuery(query);
  const nameOf = (id: DigestId): string | undefined => {
    const digest = library.state.digests.get(id);
    return digest && digestName(digest);
  };
  const found: { readonly paper: Paper; readonly points: number }[] = [];
  for (const paper of library.state.papers.values()) {
    const texts = new PaperTexts(library, paper);
    if (holds(node, paper, texts, nameOf)) found.push({ paper, points: titlePoints(node, texts) });
  }
  found.sort((a, b) => b.points - a.points || b.paper.serial - a.paper.serial);
  return {
    papers: found.map(({ paper }) => paper),
    notKnown: parts.filter(({ role }) => role === 'unknown').map(({ meaning }) => meaning),
  };
}

function holds(
  node: QueryNode,
  paper: Paper,
  texts: PaperTexts,
  nameOf: (id: DigestId) => string | undefined,
): boolean {
  switch (node.kind) {
    case 'all':
      return true;
    case 'and':
      return node.nodes.every(each => holds(each, paper, texts, nameOf));
    case 'or':
      return node.nodes.some(each => holds(each, paper, texts, nameOf));
    case 'not':
      return !holds(node.node, paper, texts, nameOf);
    case 'word':
    case 'phrase':
      return holdsText(node, texts);
    case 'is':
    case 'has':
    case 'in':
    case 'year':
    case 'listed':
      return matchesFilter(node, paper, nameOf);
    default:
      return assertNever(node);
  }
}

/** How many of the words and phrases that are asked for stand in the title. */
function titlePoints(node: QueryNode, texts: PaperTexts): number {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.nodes.reduce((sum, each) => sum + titlePoints(each, texts), 0);
    case 'word':
    case 'phrase':
      return holdsText({ ...node, field: 'title' }, texts) ? 1 : 0;
    default:
      return 0;
  }
}

function holdsText({ kind, text, field }: TextNode, texts: PaperTexts): boolean {
  const fields = field === undefined ? FIELDS : [field];
  const words = squeezedWords(text);
  if (kind === 'phrase') return fields.some(each => texts.holdsPhrase(each, words));
  return words.every(word =>
    fields.some(each => {
      const whole = field === undefined && word.length === 1 && !SHORT_FIELDS.has(each);
      return whole ? texts.holdsPhrase(each, [word]) : texts.holdsWord(each, word);
    }),
  );
}

/** What of a paper can be searched, squeezed when it is first asked for. */
class PaperTexts {
  readonly #library: MemoryLibrary;
  readonly #paper: Paper;
  readonly #squeezed = new Map<TextField, { readonly apart: string; readonly joined: string }>();

  constructor(library: MemoryLibrary, paper: Paper) {
    this.#library = library;
    this.#paper = paper;
  }

  /** A word that begins with this one; a hyphen parts words, joins them, or is not there. */
  holdsWord(field: TextField, word: string): boolean {
    const { apart, joined } = this.#text(field);
    const loose = word.replaceAll('-', ' ');
    if (isIdeographic(word)) return apart.includes(loose);
    if (joined.includes(` ${word.replaceAll('-', '')}`)) return true;
    return word === loose ? apart.includes(` ${word}`) : apart.includes(` ${loose} `);
  }

  holdsPhrase(field: TextField, words: readonly string[]): boolean {
    const phrase = words.join(' ').replaceAll('-', ' ');
    const { apart } = this.#text(field);
    return words.some(isIdeographic) ? apart.includes(phrase) : apart.includes(` ${phrase} `);
  }

  /** With the pieces of hyphenated words apart, and joined. */
  #text(field: TextField): { readonly apart: string; readonly joined: string } {
    const known = this.#squeezed.get(field);
    if (known !== undefined) return known;
    const squeezed = squeeze(this.#raw(field));
    const made = { apart: squeezed.replaceAll('-', ' '), joined: squeezed.replaceAll('-', '') };
    this.#squeezed.set(field, made);
    return made;
  }

  #raw(field: TextField): string {
    const { id, title, tags, citationKey, doi, arxiv, authors = [], venue } = this.#paper;
    switch (field) {
      case 'title':
        return title;
      case 'tag':
        return tags.join(' ');
      case 'key':
        return [citationKey, doi, arxiv].join(' ');
      case 'author':
        return authors.map(authorName).join(' ; ');
      case 'venue':
        return venue ?? '';
      case 'note':
        return this.#library.state.notes.get(id)?.text ?? '';
      case 'abstract':
        return this.#library.abstracts.get(id)?.text ?? '';
      default:
        return assertNever(field);
    }
  }
}
