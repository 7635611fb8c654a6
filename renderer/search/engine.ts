import { assertNever } from '../../shared/domain/assertNever.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { Abstract } from '../../shared/domain/paper.ts';
import type { View } from '../../shared/domain/view.ts';
import type { InitialRows } from '../../shared/library/memory.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { FilterNode, QueryNode, TextNode } from '../../shared/query/types.ts';
import { atOnce } from './atOnce.ts';
import { explainTexts } from './explain.ts';
import { filterTest, viewTest } from './filterColumns.ts';
import { FEW_MATCHES, TextMatcher } from './matchText.ts';
import { SortRoom, orderMatches, unrankedSort } from './order.ts';
import { STARRED } from './paperColumns.ts';
import { PaperTable, type StoredTable } from './paperTable.ts';
import { ALL_FIELDS, fieldBit } from './postings.ts';
import { POINTS_FOR_NEWEST, POINTS_FOR_STAR } from './ranking.ts';
import { RecentMatches } from './recentMatches.ts';
import { ScorePool, UNRANKED, complement, intersectInto, uniteInto, type Scores } from './scores.ts';
import type { SegmentArrays } from './segment.ts';
import { TermCounts } from './termCounts.ts';
import type { Explanation, SearchRequest, SearchResult, SimilarPapers } from './types.ts';

/** One search being answered. `terms` gathers what is to be highlighted. */
interface Asking {
  readonly matcher: TextMatcher;
  readonly terms?: TermCounts;
}

/** The library as the search sees it: light facts, and an index of all words. Plain and synchronous; the worker wraps it. */
export class SearchEngine {
  readonly #table: PaperTable;
  readonly #pool = new ScorePool();
  readonly #room = new SortRoom();
  readonly #recent = new RecentMatches();

  /** Empty, or as it was stored; see `readStoredIndex`. */
  constructor(stored?: StoredTable, segments?: ReadonlyMap<number, SegmentArrays>) {
    this.#table = new PaperTable(stored, segments);
  }

  /** What is needed to continue later: the table, and the segments that it names. */
  store(): { readonly table: StoredTable; readonly segments: ReadonlyMap<number, SegmentArrays> } {
    const table = this.#table.store();
    return { table, segments: new Map(this.#table.index.segments.map(({ key, arrays }) => [key, arrays])) };
  }

  /** Takes out what a library that was read whole doesn't have. */
  keepOnly(what: 'papers' | 'notes' | 'abstracts', ids: ReadonlySet<string>): void {
    this.#table.keepOnly(what, ids);
  }

  /** Papers held. */
  get size(): number {
    return this.#table.size;
  }

  /** In so many parts each word is looked up. */
  get parts(): number {
    return this.#table.index.segments.length;
  }

  /** Takes light rows in; they may come in portions. */
  load(rows: InitialRows): void {
    for (const table of Object.keys(rows) as (keyof InitialRows)[]) {
      this.follow([{ kind: 'put', table, rows: [...(rows[table] ?? [])] } as Patch]);
    }
  }

  /** Takes abstracts in, so many at a time as the caller can wait for. */
  loadAbstracts(abstracts: readonly Abstract[]): void {
    this.follow([{ kind: 'put', table: 'abstracts', rows: abstracts }]);
  }

  /** Does now what the first search would have to wait for. */
  prepare(): void {
    atOnce(this.tidy());
  }

  /** Makes the index smaller and quicker, resting every few milliseconds. May be left off at any rest. */
  *tidy(): Generator<undefined, void> {
    const { index } = this.#table;
    for (const tidying = index.tidy(); tidying.next().done !== true;) {
      // Else the parts that were merged would stay in memory.
      this.#recent.keepFor(index.version);
      yield;
    }
    this.#recent.keepFor(index.version);
  }

  /** Makes changes of the library here too. Doing so twice changes nothing. */
  follow(patches: readonly Patch[]): void {
    this.#table.follow(patches);
  }

  search(request: SearchRequest): SearchResult {
    const started = performance.now();
    const { query, narrowedBy } = request;
    const typed = parseQuery(narrowedBy ?? query);
    const nodes = narrowedBy === undefined ? [typed.node] : [parseQuery(query).node, typed.node];
    const terms = new TermCounts();
    const scores = this.#evaluate({ kind: 'and', nodes }, { matcher: this.#startMatching(), terms });
    const sort = terms.size === 0 ? unrankedSort(request) : request.sort;
    const isInView = this.#testOf(request.within);
    return {
      serials: orderMatches(this.#room, this.#table, scores, isInView, sort, request.within),
      parts: typed.parts,
      terms: terms.choose(),
      tookMs: performance.now() - started,
    };
  }

  /** How many papers match. */
  count({ query, narrowedBy, within }: SearchRequest): number {
    const nodes = [query, narrowedBy ?? ''].map(text => parseQuery(text).node);
    const scores = this.#evaluate({ kind: 'and', nodes }, { matcher: this.#startMatching() });
    const isInView = this.#testOf(within);
    let count = 0;
    for (const slot of this.#table.placings.bySerial) {
      if ((scores[slot] as number) > 0 && (isInView === undefined || isInView(slot))) count += 1;
    }
    return count;
  }

  /** Why the paper of a serial is found; undefined if there is no such paper. */
  explain({ query, narrowedBy = '' }: SearchRequest, serial: number): Explanation | undefined {
    const { columns, index, placings } = this.#table;
    const slot = columns.serials.findIndex((one, at) => one === serial && columns.isPresent(at));
    if (slot < 0) return undefined;
    const matcher = this.#startMatching();
    const nodes = [query, narrowedBy].map(text => parseQuery(text).node);
    return {
      reasons: nodes.flatMap(node => explainTexts(node, slot, index, matcher)),
      pointsForStar: ((columns.flags[slot] as number) & STARRED) !== 0 ? POINTS_FOR_STAR : 0,
      pointsForNewness: POINTS_FOR_NEWEST * (placings.newness[slot] as number),
    };
  }

  /** Reads all titles, so that near ones are found; rests now and then. */
  readTitles(): Generator<undefined, void> {
    return this.#table.readTitles();
  }

  /** Papers with a nearly equal title, those kept apart left out; needs the titles to be read. */
  findSimilarTo(id: PaperId): SimilarPapers[] {
    return this.#table.findSimilarTo(id);
  }

  #startMatching(): TextMatcher {
    const { index } = this.#table;
    index.refresh();
    this.#pool.restart(index.slotCount);
    this.#recent.keepFor(index.version);
    return new TextMatcher(index, this.#pool, this.#recent);
  }

  /** The scores are only to be read: a word asked for twice is looked up once. */
  #evaluate(node: QueryNode, asking: Asking): Scores {
    switch (node.kind) {
      case 'all':
        return this.#pool.take().fill(UNRANKED);
      case 'and':
        return this.#evaluateAll(node.nodes, asking);
      case 'or':
        return this.#evaluateAny(node.nodes, asking);
      case 'not':
        // What must not be there is not highlighted.
        return complement(
          this.#evaluate(node.node, { matcher: asking.matcher }),
          this.#pool.take(),
          this.#slotCount,
        );
      case 'word':
      case 'phrase':
        return matchText(node, asking);
      case 'is':
      case 'has':
      case 'in':
      case 'year':
      case 'listed':
        return this.#filter(node);
      default:
        return assertNever(node);
    }
  }

  #evaluateAll(nodes: readonly QueryNode[], asking: Asking): Scores {
    const [first = { kind: 'all' }, ...others] = nodes.filter(({ kind }) => kind !== 'all');
    const firstScores = this.#evaluate(first, asking);
    if (others.length === 0) return firstScores;
    const scores = this.#pool.take();
    scores.set(firstScores);
    let before = first;
    for (const node of others) {
      const left = intersectInto(scores, this.#evaluate(node, asking), this.#slotCount);
      const joined = nodes.length === 2 && left < FEW_MATCHES ? joinWords(before, node) : undefined;
      if (joined !== undefined) uniteInto(scores, this.#evaluate(joined, asking), this.#slotCount);
      else if (left === 0) break;
      before = node;
    }
    return scores;
  }

  #evaluateAny(nodes: readonly QueryNode[], asking: Asking): Scores {
    const scores = this.#pool.take();
    for (const node of nodes) uniteInto(scores, this.#evaluate(node, asking), this.#slotCount);
    return scores;
  }

  #filter(node: FilterNode): Scores {
    const { columns } = this.#table;
    const passes = filterTest(node, columns, this.#digestNames());
    const scores = this.#pool.take();
    for (let slot = 0; slot < this.#slotCount; slot += 1) {
      if (columns.isPresent(slot) && passes(slot)) scores[slot] = UNRANKED;
    }
    return scores;
  }

  get #slotCount(): number {
    return this.#table.index.slotCount;
  }

  #digestNames(): ReadonlyMap<string, string> {
    const { digests } = this.#table.others;
    return new Map([...digests.values()].map(digest => [digest.id, digestName(digest)]));
  }

  /** A saved search looks where it was saved. */
  #testOf(view: View): ((slot: number) => boolean) | undefined {
    const within =
      view.kind === 'savedSearch'
        ? (this.#table.others.savedSearches.get(view.search)?.within ?? view)
        : view;
    return viewTest(within, this.#table.columns);
  }
}

/** Two words as one, as others may write them ("deep seek", "DeepSeek"); undefined if one of them is not just a word. */
function joinWords(first: QueryNode, second: QueryNode): TextNode | undefined {
  if (first.kind !== 'word' || second.kind !== 'word' || first.field !== second.field) return undefined;
  return { ...first, kind: 'phrase', text: first.text + second.text };
}

function matchText({ kind, text, field }: TextNode, { matcher, terms: gathered }: Asking): Scores {
  const { scores, terms } = matcher.match(kind, text, field === undefined ? ALL_FIELDS : fieldBit(field));
  gathered?.addAll(terms);
  return scores;
}
