import type { UnplacedLine } from '../../../shared/digest-format/types.ts';
import { lineCounter } from './lineCounter.ts';
import { unplaced } from './reference.ts';

/** An entry as it stands in a file: values raw, braces and TeX in them, strings put in place of their names. */
export interface BibEntry {
  /** In small letters: `article`. */
  readonly type: string;
  readonly key: string;
  /** By name in small letters; the first of a name counts. */
  readonly fields: ReadonlyMap<string, string>;
  readonly line: number;
  readonly start: string;
}

export interface BibFile {
  readonly entries: readonly BibEntry[];
  /** What stands in `@comment{…}`, where JabRef keeps its groups. */
  readonly comments: readonly string[];
  readonly broken: readonly UnplacedLine[];
}

/** A longer entry is refused: real ones, with abstract and notes, are a hundredth of it. */
const MAX_ENTRY_LENGTH = 500_000;

/** Where an entry begins. */
const ENTRY_START = /@[ \t]*([a-z]+)\s{0,20}([{(])/giu;
/** A line that begins an entry inside of a value: then the value was never closed. */
const NEXT_ENTRY = /\n[ \t]{0,20}@[ \t]*[a-z]+[ \t]{0,20}[{(][^\s,"{}()=]{0,300}[ \t]{0,20},/iuy;
const NAME = /[^\s"#%'(),={}]+/uy;
const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/iu;

/**
 * The entries of a BibTeX or biblatex file, each read by itself, so that a broken one costs no other. What stands between
 * entries is no one's. Linear in the text.
 */
export function scanBibtex(text: string): BibFile {
  const scanner = new Scanner(text);
  scanner.run();
  return scanner;
}

/** Thrown to say why an entry can't be read; no error, as the trace of a hundred thousand takes its time. */
class Broken {
  constructor(readonly message: string) {}
}

function tooLong(): Broken {
  return new Broken(`It is longer than ${MAX_ENTRY_LENGTH} characters.`);
}

function neverClosed(what: string): Broken {
  return new Broken(`“${what.slice(0, 50)}” is never closed: a brace or a quotation mark is missing.`);
}

class Scanner implements BibFile {
  readonly entries: BibEntry[] = [];
  readonly comments: string[] = [];
  readonly broken: UnplacedLine[] = [];
  readonly #text: string;
  readonly #strings = new Map<string, string>();
  #at = 0;
  /** Where the entry that is read has to end. */
  #end = 0;
  readonly #lineAt: (at: number) => number;

  constructor(text: string) {
    this.#text = text;
    this.#lineAt = lineCounter(text);
  }

  run(): void {
    const start = new RegExp(ENTRY_START);
    for (let found = start.exec(this.#text); found !== null; found = start.exec(this.#text)) {
      const { index } = found;
      if (this.#isCommentedOut(index)) continue;
      this.#at = start.lastIndex;
      this.#end = Math.min(this.#text.length, index + MAX_ENTRY_LENGTH);
      try {
        this.#item((found[1] ?? '').toLowerCase(), found[2] === '{' ? '}' : ')', index);
        start.lastIndex = this.#at;
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        this.broken.push(unplaced(this.#lineAt(index), this.#text.slice(index, index + 500), error.message));
        start.lastIndex = this.#nextLineWithEntry(start.lastIndex);
      }
    }
  }

  /** Behind a percent sign on the same line, since the end of the entry before. */
  #isCommentedOut(index: number): boolean {
    const before = this.#text.slice(Math.max(this.#at, index - 1_000), index);
    return before.slice(before.lastIndexOf('\n') + 1).includes('%');
  }

  #nextLineWithEntry(from: number): number {
    const next = /\n[ \t]*@/gu;
    next.lastIndex = from;
    const found = next.exec(this.#text);
    this.#at = found === null ? this.#text.length : found.index;
    return this.#at;
  }

  #item(type: string, close: string, index: number): void {
    switch (type) {
      case 'comment':
        this.comments.push(this.#balanced(close, 'comment'));
        return;
      case 'preamble':
        this.#balanced(close, 'preamble');
        return;
      case 'string': {
        const [name, value] = this.#field();
        this.#strings.set(name.toLowerCase(), value);
        this.#skipTo(close);
        return;
      }
      default:
        this.#entry(type, close, index);
    }
  }

  #entry(type: string, close: string, index: number): void {
    this.#skipSpace();
    const keyEnd = this.#keyEnd(close);
    const key = this.#text.slice(this.#at, keyEnd).trim();
    this.#at = keyEnd;
    const fields = new Map<string, string>();
    while (this.#moreFields(close)) {
      const [name, value] = this.#field();
      if (!fields.has(name)) fields.set(name, value);
    }
    const start = this.#text.slice(index, index + 500);
    this.entries.push({ type, key, fields, line: this.#lineAt(index), start });
  }

  /** The key ends with a comma, or with the entry. */
  #keyEnd(close: string): number {
    for (let at = this.#at; at < this.#end; at += 1) {
      const sign = this.#text[at];
      if (sign === ',' || sign === close) return at;
      if (sign === '=' || sign === '{' || sign === '"' || sign === '\n') break;
    }
    throw new Broken('There is no comma behind its citation key.');
  }

  /** False at the end of the entry. */
  #moreFields(close: string): boolean {
    for (;;) {
      this.#skipSpace();
      const sign = this.#text[this.#at];
      if (sign === ',') this.#at += 1;
      else if (sign === close) {
        this.#at += 1;
        return false;
      } else if (sign === '@') throw new Broken('It is never closed: a brace is missing.');
      else if (sign === undefined) throw new Broken('The file ends in the middle of it.');
      else return true;
    }
  }

  #field(): readonly [name: string, value: string] {
    this.#skipSpace();
    const name = this.#name();
    if (name === '') throw new Broken(`Where a field should begin stands “${this.#text[this.#at] ?? ''}”.`);
    this.#skipSpace();
    if (this.#text[this.#at] !== '=') throw new Broken(`There is no “=” behind “${name.slice(0, 50)}”.`);
    this.#at += 1;
    return [name.toLowerCase(), this.#value(name)];
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0] ?? '';
    this.#at += name.length;
    return name;
  }

  #value(field: string): string {
    let value = '';
    for (;;) {
      value += this.#part(field);
      if (value.length > MAX_ENTRY_LENGTH) throw tooLong();
      this.#skipSpace();
      if (this.#text[this.#at] !== '#') return value;
      this.#at += 1;
    }
  }

  #part(field: string): string {
    this.#skipSpace();
    const sign = this.#text[this.#at];
    if (sign === '{' || sign === '"') {
      this.#at += 1;
      return this.#balanced(sign === '{' ? '}' : '"', field);
    }
    const name = this.#name();
    if (name === '') throw new Broken(`The field “${field.slice(0, 50)}” has no value.`);
    if (/^\d+$/u.test(name) || MONTH.test(name)) return name;
    return this.#strings.get(name.toLowerCase()) ?? name;
  }

  /** Up to the sign that closes it, outside of braces. */
  #balanced(close: string, what: string): string {
    const from = this.#at;
    let depth = 0;
    for (let at = from; at < this.#end; at += 1) {
      const sign = this.#text[at];
      if (sign === close && depth === 0) {
        this.#at = at + 1;
        return this.#text.slice(from, at);
      }
      if (sign === '\\') at += 1;
      else if (sign === '{') depth += 1;
      else if (sign === '}') depth -= 1;
      if (depth < 0 || (sign === '\n' && this.#beginsEntry(at))) throw neverClosed(what);
    }
    throw this.#end < this.#text.length ? tooLong() : neverClosed(what);
  }

  #beginsEntry(at: number): boolean {
    NEXT_ENTRY.lastIndex = at;
    return NEXT_ENTRY.test(this.#text);
  }

  #skipTo(close: string): void {
    this.#skipSpace();
    if (this.#text[this.#at] === close) this.#at += 1;
  }

  /** White space, and comments to the end of their line. */
  #skipSpace(): void {
    for (; this.#at < this.#end; this.#at += 1) {
      const sign = this.#text[this.#at] ?? '';
      if (sign === '%') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else if (sign.trim() !== '') return;
    }
  }
}
