import { Parser } from 'htmlparser2';
import type { UnplacedLine } from '../../../shared/digest-format/types.ts';
import { lineCounter } from './lineCounter.ts';
import { unplaced } from './reference.ts';

/** An element and what stands in it. Names are as written, prefix and all: Zotero writes them always the same. */
export class RdfNode {
  readonly nodes: RdfNode[] = [];
  /** The text that stands in it, outside of other elements. */
  ownText = '';

  constructor(
    readonly name: string,
    readonly line: number,
    /** What it is about, or what it points to; empty where it says neither. */
    readonly about: string,
    readonly resource: string,
  ) {}

  all(name: string): readonly RdfNode[] {
    return this.nodes.filter(node => node.name === name);
  }

  first(): RdfNode | undefined {
    return this.nodes[0];
  }

  /** The text of the first element of that name in it, if there is any. */
  text(name: string): string | undefined {
    const text = this.nodes.find(node => node.name === name)?.ownText.trim() ?? '';
    return text === '' ? undefined : text;
  }

  /** The text of the first element down a path of names. */
  deepText(...path: readonly [string, ...string[]]): string | undefined {
    const [name, next, ...rest] = path;
    return next === undefined
      ? this.text(name)
      : this.nodes.find(node => node.name === name)?.deepText(next, ...rest);
  }
}

export type RdfTree =
  | { readonly ok: true; readonly nodes: readonly RdfNode[]; readonly broken: readonly UnplacedLine[] }
  | { readonly ok: false; readonly line: number; readonly start: string; readonly reason: string };

/** Zotero nests eight deep; deeper elements are passed over. */
const MAX_DEPTH = 40;
/** The parser takes the longer for an element the deeper it lies. */
const GIVEN_UP_DEPTH = 1_000;

const TOO_DEEP = `Its elements are nested more than ${GIVEN_UP_DEPTH} deep. Nothing behind it was read.`;

/**
 * The nodes below `rdf:RDF`. Those of an item that the file breaks off in are told as broken. A file that defines
 * entities is refused: no entity but XML's own five and numbered ones is ever put in.
 */
export function readRdf(text: string): RdfTree {
  const bomb = text.indexOf('<!ENTITY');
  if (bomb >= 0) {
    const line = text.slice(0, bomb).split('\n').length;
    const reason = 'It defines entities of its own, which Zotero never does. Nothing of it was read.';
    return { ok: false, line, start: text.slice(bomb, bomb + 200), reason };
  }
  const nodes: RdfNode[] = [];
  const broken: UnplacedLine[] = [];
  const open: RdfNode[] = [];
  let depth = 0;
  const lineAt = lineCounter(text);
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > GIVEN_UP_DEPTH) parser.pause();
        if (name === 'rdf:RDF' || depth > MAX_DEPTH) return;
        const about = attributes['rdf:about'] ?? '';
        open.push(new RdfNode(name, lineAt(parser.startIndex), about, attributes['rdf:resource'] ?? ''));
      },
      ontext(data) {
        const node = open.at(-1);
        if (node !== undefined && depth <= MAX_DEPTH) node.ownText += data;
      },
      onclosetag(name, isImplied) {
        depth -= 1;
        if (name === 'rdf:RDF' || depth >= MAX_DEPTH) return;
        const node = open.pop();
        if (node === undefined) return;
        const parent = open.at(-1);
        if (parent !== undefined) parent.nodes.push(node);
        else if (isImplied)
          broken.push(unplaced(node.line, startOf(node), 'The file ends in the middle of it.'));
        else nodes.push(node);
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  const [item] = open;
  if (depth > GIVEN_UP_DEPTH && item !== undefined) broken.push(unplaced(item.line, startOf(item), TOO_DEEP));
  return { ok: true, nodes, broken };
}

function startOf(node: RdfNode): string {
  return node.text('dc:title') ?? `<${node.name} rdf:about="${node.about}">`;
}
