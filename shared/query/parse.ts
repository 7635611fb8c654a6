import { textFieldOf, understandFilter } from './filters.ts';
import type { Lexeme } from './lex.ts';
import { lex } from './lex.ts';
import { squeeze } from './tokenize.ts';
import type { ParsedQuery, QueryNode, TextField, TextNode, UnderstoodPart } from './types.ts';

/** Parentheses inside one another beyond this are text, so that no walk over a query's tree runs deep. */
const MAX_DEPTH = 32;

/** Words, phrases and filters of one query; what is beyond is left out, so that a pasted text is answered as soon as others. */
const MAX_TERMS = 64;

/** A group being read: alternatives of conjunctions, as `OR` binds less than standing side by side. */
interface Group {
  readonly alternatives: QueryNode[][];
  readonly negated: boolean;
  readonly field: TextField | undefined;
}

/**
 * Reads a query. Never fails: what is not known is searched as text and `parts` say so. Words side by side must all
 * match; `OR` joins what stands on its two sides, up to the next `OR` or parenthesis.
 */
export function parseQuery(text: string): ParsedQuery {
  return new Parser(text).parse();
}

class Parser {
  private readonly parts: UnderstoodPart[] = [];
  private readonly open: Group[] = [{ alternatives: [[]], negated: false, field: undefined }];
  private readonly lexemes: readonly Lexeme[];
  /** For every opening parenthesis that counts, its closing one, by index in `lexemes`. */
  private readonly partners: ReadonlyMap<number, number>;
  private readonly text: string;
  private terms = 0;

  constructor(text: string) {
    this.text = text;
    this.lexemes = lex(text);
    this.partners = matchParentheses(this.lexemes);
  }

  parse(): ParsedQuery {
    const closing = new Set(this.partners.values());
    for (let index = 0; index < this.lexemes.length; index += 1) {
      const lexeme = this.lexemes[index];
      if (lexeme === undefined) break;
      if (this.terms >= MAX_TERMS) {
        this.leaveOut(lexeme);
        break;
      }
      if (lexeme.kind === 'open') index = this.readOpen(lexeme, index);
      else if (lexeme.kind === 'close' && closing.has(index)) this.readClose(lexeme);
      else if (lexeme.kind === 'or') this.readOr(lexeme, index);
      else this.readTerm(lexeme);
    }
    while (this.open.length > 1) this.closeGroup();
    return { node: nodeOfGroup(this.top), parts: this.parts };
  }

  /** Says of everything from here to the end that it isn't searched. */
  private leaveOut({ from }: Lexeme): void {
    const meaning = `a query is searched by its first ${MAX_TERMS} words: the rest is left out`;
    this.parts.push({ from, to: this.text.length, role: 'unknown', meaning });
  }

  private get top(): Group {
    const group = this.open.at(-1);
    if (group === undefined) throw new Error('The outermost group is never closed.');
    return group;
  }

  private add(node: QueryNode, negated: boolean): void {
    this.terms += 1;
    this.top.alternatives.at(-1)?.push(negated ? { kind: 'not', node } : node);
  }

  private understand(at: Lexeme, role: UnderstoodPart['role'], meaning: string): void {
    this.parts.push({ from: at.from, to: at.to, role, meaning });
  }

  /** Gives back the index to go on from. */
  private readOpen(lexeme: Lexeme & { kind: 'open' }, index: number): number {
    const { negated, name } = lexeme.prefix;
    const partner = this.partners.get(index);
    if (partner !== undefined && name === 'in') {
      const end = this.lexemes[partner]?.to ?? lexeme.to;
      const filter = understandFilter('in', this.text.slice(lexeme.to, end - 1).replace(/\s+/gu, ' '));
      if (filter !== undefined) {
        this.add(filter.node, negated);
        this.parts.push({
          from: lexeme.from,
          to: end,
          role: 'filter',
          meaning: not(negated) + filter.meaning,
        });
        return partner;
      }
    }
    const field = textFieldOf(name);
    if (partner !== undefined && (name === undefined || field !== undefined)) {
      this.open.push({ alternatives: [[]], negated, field: field ?? this.top.field });
      this.understand(
        lexeme,
        'operator',
        `${not(negated)}${field === undefined ? '' : `${describeField(field)} `}(`,
      );
      return index;
    }
    const reason = partner === undefined ? 'a parenthesis without its partner' : `“${name}:(” is not known`;
    this.readUnknown(lexeme, name ?? '', reason);
    if (partner !== undefined) this.open.push({ alternatives: [[]], negated: false, field: this.top.field });
    return index;
  }

  private readClose(lexeme: Lexeme): void {
    this.understand(lexeme, 'operator', ')');
    this.closeGroup();
  }

  private closeGroup(): void {
    const group = this.open.pop();
    if (group === undefined) return;
    const node = nodeOfGroup(group);
    if (node.kind !== 'all') this.add(node, group.negated);
  }

  private readOr(lexeme: Lexeme, index: number): void {
    const next = this.lexemes[index + 1];
    const hasLeft = (this.top.alternatives.at(-1)?.length ?? 0) > 0;
    const hasRight = next !== undefined && next.kind !== 'close' && next.kind !== 'or';
    if (hasLeft && hasRight) {
      this.top.alternatives.push([]);
      this.understand(lexeme, 'operator', 'or');
    } else {
      this.readUnknown(lexeme, 'OR', '“OR” needs something on both sides');
    }
  }

  private readTerm(lexeme: Exclude<Lexeme, { kind: 'open' | 'or' }>): void {
    if (lexeme.kind === 'close') {
      this.readUnknown(lexeme, '', 'a parenthesis without its partner');
    } else if (lexeme.kind === 'stray') {
      this.readUnknown(lexeme, '', 'a quotation mark without its partner');
    } else {
      this.readValue(lexeme);
    }
  }

  private readValue(lexeme: Lexeme & { kind: 'word' | 'phrase' }): void {
    const { negated, name } = lexeme.prefix;
    const filter = name === undefined ? undefined : understandFilter(name, lexeme.text);
    const field = textFieldOf(name);
    if (filter !== undefined && (lexeme.kind === 'word' || filter.node.kind === 'in')) {
      this.add(filter.node, negated);
      this.understand(lexeme, 'filter', not(negated) + filter.meaning);
    } else if (name === undefined || field !== undefined) {
      this.readText(lexeme, field ?? this.top.field);
    } else {
      const written = this.text.slice(lexeme.from + (negated ? 1 : 0), lexeme.to);
      this.readUnknown(lexeme, written, `“${written}” is not known`);
    }
  }

  private readText(lexeme: Lexeme & { kind: 'word' | 'phrase' }, field: TextField | undefined): void {
    if (squeeze(lexeme.text) === '') {
      this.understand(
        lexeme,
        'unknown',
        `nothing to search for in “${this.text.slice(lexeme.from, lexeme.to)}”`,
      );
      return;
    }
    const { negated } = lexeme.prefix;
    this.add(textNode(lexeme.kind, lexeme.text, field), negated);
    const where = field === undefined ? '' : `${describeField(field)} `;
    this.understand(lexeme, 'text', `${not(negated)}${where}“${lexeme.text}”`);
  }

  /** Searches as words what looked like more than words. */
  private readUnknown(lexeme: Lexeme, text: string, reason: string): void {
    if (squeeze(text) === '') {
      this.understand(lexeme, 'unknown', `${reason}: left out`);
      return;
    }
    const negated = 'prefix' in lexeme && lexeme.prefix.negated;
    this.add(textNode('word', text, this.top.field), negated);
    this.understand(lexeme, 'unknown', `${not(negated)}${reason}: searched as text`);
  }
}

function textNode(kind: TextNode['kind'], text: string, field: TextField | undefined): TextNode {
  return field === undefined ? { kind, text } : { kind, text, field };
}

function not(negated: boolean): string {
  return negated ? 'not ' : '';
}

function describeField(field: TextField): string {
  return field === 'key' ? 'citation key, DOI or arXiv id has' : `${field} has`;
}

/** Leaves out what says nothing, so that no group has fewer than two members. */
function nodeOfGroup(group: Group): QueryNode {
  const alternatives = group.alternatives.filter(nodes => nodes.length > 0).map(nodes => join('and', nodes));
  return join('or', alternatives);
}

function join(kind: 'and' | 'or', nodes: readonly QueryNode[]): QueryNode {
  const flat = nodes.flatMap(node => (node.kind === kind ? node.nodes : [node]));
  const [first, ...others] = flat;
  if (first === undefined) return { kind: 'all' };
  return others.length === 0 ? first : { kind, nodes: flat };
}

/** Pairs parentheses; those without a partner or nested too deeply stay unpaired, inner ones and outer ones alike. */
function matchParentheses(lexemes: readonly Lexeme[]): Map<number, number> {
  const pairs: { readonly open: number; readonly close: number }[] = [];
  const open: number[] = [];
  lexemes.forEach((lexeme, index) => {
    if (lexeme.kind === 'open') open.push(index);
    if (lexeme.kind === 'close') {
      const partner = open.pop();
      if (partner !== undefined) pairs.push({ open: partner, close: index });
    }
  });
  const closes = new Map(pairs.map(pair => [pair.open, pair.close]));
  return dropDeepPairs(lexemes, closes);
}

function dropDeepPairs(lexemes: readonly Lexeme[], closes: ReadonlyMap<number, number>): Map<number, number> {
  const kept = new Map<number, number>();
  const ends: number[] = [];
  lexemes.forEach((_, index) => {
    if (ends.at(-1) === index) ends.pop();
    const close = closes.get(index);
    if (close !== undefined && ends.length < MAX_DEPTH) {
      kept.set(index, close);
      ends.push(close);
    }
  });
  return kept;
}
