import type { ReadingStatus } from '../domain/paper.ts';

/** Fields that hold text to be searched. `key`: the citation key, the DOI and the arXiv id. */
export type TextField = 'title' | 'abstract' | 'note' | 'tag' | 'key' | 'author' | 'venue';

/** A query as a tree. Text nodes are ranked by the index; filter nodes hold or don't. */
export type QueryNode =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly nodes: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly node: QueryNode }
  | TextNode
  | FilterNode;

/** `word`: exact before prefix before typo. `phrase`: these words in this order. */
export interface TextNode {
  readonly kind: 'word' | 'phrase';
  readonly text: string;
  /** Only in this field; else in all. */
  readonly field?: TextField;
}

export type FilterNode =
  | { readonly kind: 'is'; readonly state: ReadingStatus | 'starred' }
  | { readonly kind: 'has'; readonly what: 'note' | 'date' | 'link' }
  /** Papers listed in a digest whose name holds these words. */
  | { readonly kind: 'in'; readonly digest: string }
  /** Issued in these years, both included. */
  | { readonly kind: 'year'; readonly from: number; readonly to: number }
  | { readonly kind: 'listed'; readonly relation: '<' | '<=' | '=' | '>=' | '>'; readonly times: number };

/** One part of the query in the user's spelling, with how it was understood; shown under the search field. */
export interface UnderstoodPart {
  /** Start and end in the query's text. */
  readonly from: number;
  readonly to: number;
  /** `text` searches words, `filter` narrows, `operator` joins, `unknown` was taken as text although it looks like a filter. */
  readonly role: 'text' | 'filter' | 'operator' | 'unknown';
  /** Plain words, e.g. "is unread", "issued 2023 to 2025", "not “survey”". */
  readonly meaning: string;
}

export interface ParsedQuery {
  readonly node: QueryNode;
  readonly parts: readonly UnderstoodPart[];
}
