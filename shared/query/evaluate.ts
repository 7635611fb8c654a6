import { assertNever } from '../domain/assertNever.ts';
import type { DigestId } from '../domain/ids.ts';
import type { Paper } from '../domain/paper.ts';
import { squeezedWords } from './tokenize.ts';
import type { FilterNode } from './types.ts';

/** The name under which the user sees a digest; undefined if there is no such digest. */
export type DigestNameOf = (digest: DigestId) => string | undefined;

/** True if the paper passes the filter. */
export function matchesFilter(node: FilterNode, paper: Paper, digestNameOf: DigestNameOf): boolean {
  switch (node.kind) {
    case 'is':
      return node.state === 'starred' ? paper.starred : paper.status === node.state;
    case 'has':
      return holds(paper, node.what);
    case 'in':
      return paper.listings.some(({ digest }) => digestNameHolds(digestNameOf(digest) ?? '', node.digest));
    case 'year': {
      const year = paper.issued?.year;
      return year !== undefined && year >= node.from && year <= node.to;
    }
    case 'listed':
      return compareCount(paper.listings.length, node.relation, node.times);
    default:
      return assertNever(node);
  }
}

/** True if every word of `wanted` starts a word of the digest's name: "jun 13" finds "Daily papers, June 13". */
export function digestNameHolds(name: string, wanted: string): boolean {
  const words = piecesOf(name);
  return piecesOf(wanted).every(piece => words.some(word => word.startsWith(piece)));
}

/** Names are searched piece by piece: a file name is one word to the tokenizer (`2025-06-13.txt`). */
function piecesOf(text: string): string[] {
  return squeezedWords(text).flatMap(word => word.split('-'));
}

function holds(paper: Paper, what: 'note' | 'date' | 'link'): boolean {
  switch (what) {
    case 'note':
      return paper.hasNote;
    case 'date':
      return paper.issued !== undefined;
    case 'link':
      return paper.hasLink;
    default:
      return assertNever(what);
  }
}

/** True if a paper listed so many times was listed so often. */
export function compareCount(
  times: number,
  relation: (FilterNode & { kind: 'listed' })['relation'],
  than: number,
): boolean {
  switch (relation) {
    case '<':
      return times < than;
    case '<=':
      return times <= than;
    case '=':
      return times === than;
    case '>=':
      return times >= than;
    case '>':
      return times > than;
    default:
      return assertNever(relation);
  }
}
