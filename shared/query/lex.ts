/** A piece of a query as written, before it is known what it means. `from` and `to` are offsets in the query. */
export type Lexeme =
  /** `prefix` is what stands directly before: a minus, a field with its colon, both or nothing. */
  | (Span & { readonly kind: 'open'; readonly prefix: Prefix })
  | (Span & { readonly kind: 'close' })
  | (Span & { readonly kind: 'or' })
  | (Span & { readonly kind: 'phrase'; readonly prefix: Prefix; readonly text: string })
  /** Letters up to the next space, quotation mark or parenthesis; may look like `name:value`. */
  | (Span & { readonly kind: 'word'; readonly prefix: Prefix; readonly text: string })
  /** A quotation mark without its partner. */
  | (Span & { readonly kind: 'stray' });

interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Prefix {
  readonly negated: boolean;
  /** The name before the colon, in lower case, as written; known or not. */
  readonly name?: string;
}

const SPACE = /\s/u;
const QUOTES = new Set(['"', '“', '”', '„']);
const NAME = /^[A-Za-z]+:/u;
const WORD = /[^\s()"“”„]*/uy;

/** Cuts a query into lexemes, left to right, without looking back. */
export function lex(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  const nextQuote = quoteFinder(text);
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (SPACE.test(character)) {
      at += 1;
    } else if (character === ')') {
      lexemes.push({ kind: 'close', from: at, to: at + 1 });
      at += 1;
    } else {
      const lexeme = lexTerm(text, at, nextQuote);
      lexemes.push(lexeme);
      at = lexeme.to;
    }
  }
  return lexemes;
}

/** A word, a phrase or an opening parenthesis with what stands directly before it. */
function lexTerm(text: string, from: number, nextQuote: (from: number) => number): Lexeme {
  const minus = text.charAt(from) === '-' && !SPACE.test(text.charAt(from + 1) || ' ') ? 1 : 0;
  const run = wordAt(text, from + minus);
  const name = NAME.exec(run)?.[0];
  const behindName = from + minus + (name?.length ?? 0);
  const prefix: Prefix = {
    negated: minus === 1,
    ...(name === undefined ? {} : { name: name.slice(0, -1).toLowerCase() }),
  };
  // `name:` counts as a prefix only if something follows the colon at once.
  const opener = run.length === (name?.length ?? 0) ? text.charAt(behindName) : '';
  if (opener === '(') return { kind: 'open', prefix, from, to: behindName + 1 };
  if (QUOTES.has(opener)) {
    const end = nextQuote(behindName + 1);
    if (end !== -1) {
      return { kind: 'phrase', prefix, text: text.slice(behindName + 1, end), from, to: end + 1 };
    }
    if (run === '') return { kind: 'stray', from, to: from + minus + 1 };
  }
  if (run === 'OR' && minus === 0) return { kind: 'or', from, to: from + 2 };
  if (run === '') return { kind: 'word', prefix: { negated: false }, text: '-', from, to: from + 1 };
  const hasValue = name !== undefined && run.length > name.length;
  return {
    kind: 'word',
    prefix: hasValue ? prefix : { negated: prefix.negated },
    text: hasValue ? run.slice(name.length) : run,
    from,
    to: from + minus + run.length,
  };
}

function wordAt(text: string, from: number): string {
  WORD.lastIndex = from;
  return WORD.exec(text)?.[0] ?? '';
}

/** Where the next quotation mark stands. Remembers that there is none, so that a query of stray marks stays linear. */
function quoteFinder(text: string): (from: number) => number {
  const places = [...text.matchAll(/["“”„]/gu)].map(match => match.index);
  let index = 0;
  return from => {
    while (index < places.length && (places[index] ?? 0) < from) index += 1;
    return places[index] ?? -1;
  };
}
