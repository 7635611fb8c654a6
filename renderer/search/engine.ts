import { assertNever } from '../../shared/domain/assertNever.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { DigestId, PaperId } from '../../shared/domain/ids.ts';
import { NearTitleIndex } from '../../shared/domain/nearTitles.ts';
import type { Abstract, Paper } from '../../shared/domain/paper.ts';
import { inView, type View } from '../../shared/domain/view.ts';
import { MemoryLibrary, type InitialRows } from '../../shared/library/memory.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { matchesFilter } from '../../shared/query/evaluate.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { squeeze } from '../../shared/query/tokenize.ts';
import type { FilterNode, QueryNode, TextField, TextNode } from '../../shared/query/types.ts';
import { TextMatcher } from './matchText.ts';
import { orderMatches, unrankedSort, type Match } from './order.ts';
import { ALL_FIELDS, TEXT_FIELDS, fieldBit } from './postings.ts';
import { UNRANKED, complement, intersect, unite, type Scores } from './scores.ts';
import { TextIndex, squeezeParts } from './textIndex.ts';
import type { SearchRequest, SearchResult, SimilarPapers } from './types.ts';

/** Most terms given back for highlighting. */
const MAX_TERMS = 300;

const FIELD = Object.fromEntries(TEXT_FIELDS.map((field, index) => [field, index])) as Record<
  TextField,
  number
>;

/** One search being answered. `terms` gathers what is to be highlighted. */
interface Asking {
  readonly matcher: TextMatcher;
  readonly terms?: Map<string, number>;
}

/** The library as the search sees it: light rows, and an index of all words. Plain and synchronous; the worker wraps it. */
export class SearchEngine {
  readonly #memory = new MemoryLibrary();
  readonly #index = new TextIndex();
  readonly #slots = new Map<string, number>();
  /** By slot; undefined where only an abstract came so far. */
  #papers: (Paper | undefined)[] = [];
  /** Alphabetical place by paper id, made when first asked for after a change of titles. */
  #titlePlaces: Map<string, number> | undefined;
  /** Made when first asked for, then kept in step. */
  #nearTitles: NearTitleIndex | undefined;

  /** Papers held. */
  get size(): number {
    return this.#memory.state.papers.size;
  }

  /** Takes light rows in; they may come in portions. */
  load(rows: InitialRows): void {
    for (const table of Object.keys(rows) as (keyof InitialRows)[]) {
      this.follow([{ kind: 'put', table, rows: [...(rows[table] ?? [])] } as Patch]);
    }
  }

  /** Takes abstracts in, so many at a time as the caller can wait for. */
  loadAbstracts(abstracts: readonly Abstract[]): void {
    for (const { id, text } of abstracts) this.#setText(id, 'abstract', squeeze(text));
  }

  /** Does now what the first search would have to wait for. */
  prepare(): void {
    this.#index.vocabulary.sort();
  }

  /** Makes changes of the library here too. Doing so twice changes nothing. */
  follow(patches: readonly Patch[]): void {
    this.#memory.applyPatches(patches);
    for (const patch of patches) {
      switch (patch.table) {
        case 'papers':
          for (const id of idsOf(patch)) this.#indexPaper(id);
          break;
        case 'notes':
          for (const id of idsOf(patch)) {
            this.#setText(id, 'note', squeeze(this.#memory.state.notes.get(id)?.text ?? ''));
          }
          break;
        case 'abstracts':
          this.#followAbstracts(patch);
          break;
        default:
      }
    }
  }

  search(request: SearchRequest): SearchResult {
    const started = performance.now();
    const { query, narrowedBy } = request;
    const typed = parseQuery(narrowedBy ?? query);
    const nodes = narrowedBy === undefined ? [typed.node] : [parseQuery(query).node, typed.node];
    const matcher = new TextMatcher(this.#index);
    const terms = new Map<string, number>();
    const scores = this.#evaluate({ kind: 'and', nodes }, { matcher, terms });
    const matches = this.#matchesIn(this.#resolveView(request.within), scores);
    const sort = terms.size === 0 ? unrankedSort(request) : request.sort;
    const serials = orderMatches(matches, sort, request.within, paper => this.#titlePlaceOf(paper));
    return {
      serials,
      parts: typed.parts,
      terms: chooseTerms(terms),
      tookMs: performance.now() - started,
    };
  }

  /** How many papers match. */
  count({ query, narrowedBy, within }: SearchRequest): number {
    const nodes = [query, narrowedBy ?? ''].map(text => parseQuery(text).node);
    const matcher = new TextMatcher(this.#index);
    const scores = this.#evaluate({ kind: 'and', nodes }, { matcher });
    return this.#matchesIn(this.#resolveView(within), scores).length;
  }

  /** Papers with a nearly equal title, those kept apart left out. */
  findSimilarTo(id: PaperId): SimilarPapers[] {
    const { papers } = this.#memory.state;
    const paper = papers.get(id);
    if (paper === undefined) return [];
    return this.#nearTitleIndex()
      .find(paper)
      .flatMap(({ b, similarity }): SimilarPapers[] => {
        const other = papers.get(b);
        if (other === undefined || other.keptApart.includes(id)) return [];
        return [{ papers: paper.serial < other.serial ? [id, b] : [b, id], similarity }];
      });
  }

  #matchesIn(view: View, scores: Scores): Match[] {
    const matches: Match[] = [];
    for (let slot = 0; slot < scores.length; slot += 1) {
      const points = scores[slot] ?? 0;
      const paper = points > 0 ? this.#papers[slot] : undefined;
      if (paper !== undefined && inView(paper, view)) matches.push({ paper, points });
    }
    return matches;
  }

  #evaluate(node: QueryNode, asking: Asking): Scores {
    switch (node.kind) {
      case 'all':
        return intersect([], this.#index.slotCount);
      case 'and':
        return intersect(
          node.nodes.filter(({ kind }) => kind !== 'all').map(inner => this.#evaluate(inner, asking)),
          this.#index.slotCount,
        );
      case 'or':
        return unite(
          node.nodes.map(inner => this.#evaluate(inner, asking)),
          this.#index.slotCount,
        );
      case 'not':
        // What must not be there is not highlighted.
        return complement(this.#evaluate(node.node, { matcher: asking.matcher }));
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

  #filter(node: FilterNode): Scores {
    const names = new Map<DigestId, string | undefined>();
    const nameOf = (id: DigestId): string | undefined => {
      if (!names.has(id)) {
        const digest = this.#memory.state.digests.get(id);
        names.set(id, digest && digestName(digest));
      }
      return names.get(id);
    };
    return Float32Array.from({ length: this.#index.slotCount }, (_, slot) => {
      const paper = this.#papers[slot];
      return paper !== undefined && matchesFilter(node, paper, nameOf) ? UNRANKED : 0;
    });
  }

  /** A saved search looks where it was saved. */
  #resolveView(view: View): View {
    return view.kind === 'savedSearch'
      ? (this.#memory.state.savedSearches.get(view.search)?.within ?? view)
      : view;
  }

  #indexPaper(id: string): void {
    const paper = this.#memory.state.papers.get(id);
    const known = this.#slots.get(id);
    if (paper === undefined) {
      if (known === undefined) return;
      this.#papers[known] = undefined;
      this.#titlePlaces = undefined;
      this.#nearTitles?.remove(id as PaperId);
      this.#setPaperTexts(id, undefined);
      return;
    }
    const slot = this.#slotFor(id);
    if (this.#papers[slot]?.title !== paper.title) {
      this.#titlePlaces = undefined;
      this.#nearTitles?.add(paper);
    }
    this.#papers[slot] = paper;
    this.#setPaperTexts(id, paper);
  }

  #setPaperTexts(id: string, paper: Paper | undefined): void {
    this.#setText(id, 'title', squeezeParts(paper === undefined ? [] : titlesOf(paper)));
    this.#setText(id, 'tag', squeezeParts(paper?.tags ?? []));
    this.#setText(id, 'key', squeeze(paper?.citationKey ?? ''));
  }

  #followAbstracts(patch: Patch & { readonly table: 'abstracts' }): void {
    switch (patch.kind) {
      case 'put':
        this.loadAbstracts(patch.rows);
        return;
      case 'remove':
        for (const id of patch.ids) this.#setText(id, 'abstract', '');
        return;
      case 'set': {
        const { text } = patch.fields;
        if (text === undefined) return;
        for (const id of patch.ids) this.#setText(id, 'abstract', squeeze(text ?? ''));
      }
    }
  }

  #slotFor(id: string): number {
    const known = this.#slots.get(id);
    if (known !== undefined) return known;
    const slot = this.#index.takeSlot();
    this.#slots.set(id, slot);
    return slot;
  }

  /** An empty text needs no slot; a slot without paper and texts goes back. */
  #setText(id: string, field: TextField, squeezed: string): void {
    const known = this.#slots.get(id);
    if (known === undefined && squeezed === '') return;
    const slot = known ?? this.#slotFor(id);
    this.#index.setText(slot, FIELD[field], squeezed);
    const isEmpty =
      this.#papers[slot] === undefined &&
      TEXT_FIELDS.every((_, index) => this.#index.textOf(slot, index) === '');
    if (!isEmpty) return;
    this.#slots.delete(id);
    this.#index.releaseSlot(slot);
  }

  #nearTitleIndex(): NearTitleIndex {
    if (this.#nearTitles === undefined) {
      this.#nearTitles = new NearTitleIndex();
      for (const paper of this.#memory.state.papers.values()) this.#nearTitles.add(paper);
    }
    return this.#nearTitles;
  }

  #titlePlaceOf(paper: Paper): number {
    if (this.#titlePlaces === undefined) {
      const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
      const sorted = [...this.#memory.state.papers.values()].sort((a, b) => compare(a.title, b.title));
      let place = 0;
      this.#titlePlaces = new Map(
        sorted.map((entry, index) => {
          const before = sorted[index - 1];
          if (before !== undefined && compare(before.title, entry.title) !== 0) place += 1;
          return [entry.id, place];
        }),
      );
    }
    return this.#titlePlaces.get(paper.id) ?? 0;
  }
}

function matchText({ kind, text, field }: TextNode, { matcher, terms: gathered }: Asking): Scores {
  const { scores, terms } = matcher.match(kind, text, field === undefined ? ALL_FIELDS : fieldBit(field));
  for (const [term, count] of terms) gathered?.set(term, count);
  return scores;
}

function idsOf(patch: Patch): readonly string[] {
  return patch.kind === 'put' ? patch.rows.map(({ id }) => id) : patch.ids;
}

/** The paper's title and every other one it was listed under. */
function titlesOf(paper: Paper): string[] {
  const others = paper.listings.flatMap(({ title }) => (title === undefined ? [] : [title]));
  return [...new Set([paper.title, ...others])];
}

/** The terms most papers hold, longest first. */
function chooseTerms(found: ReadonlyMap<string, number>): string[] {
  const byCount = [...found].sort(([, a], [, b]) => b - a).slice(0, MAX_TERMS);
  return byCount.map(([term]) => term).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}
