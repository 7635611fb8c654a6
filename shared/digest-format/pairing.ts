import type { Line } from './lines.ts';
import type { LineLooks, PageLooks } from './lineLooks.ts';
import { lineLooks, pageLooks } from './lineLooks.ts';

/** Lines between which papers stand whole. */
export interface Block {
  readonly lines: readonly Line[];
  /** True when a byline closes the block, so that it should be exactly one paper. */
  readonly closed: boolean;
}

export interface Pair {
  readonly title: Line;
  readonly abstract: readonly Line[];
}

export interface PairedBlock {
  readonly pairs: readonly Pair[];
  /** Lines above the first title. */
  readonly orphans: readonly Line[];
}

/**
 * Tells titles from abstracts as a person would: they take turns, unless the looks of the lines say otherwise. Each way
 * to label the lines as title, abstract or further line of an abstract has a cost, and the cheapest is taken (Viterbi's
 * algorithm, linear in the lines), for a page of papers or for a page of titles alone, whichever is cheaper.
 */
export function pairUp(blocks: readonly Block[]): PairedBlock[] {
  const page = pageLooks(blocks.flatMap(block => block.lines));
  const looks = blocks.map(block =>
    block.lines.map((line, at) => lineLooks(line, block.lines[at - 1], page)),
  );
  const explain = (model: Costs): Explanation => {
    const labellings = blocks.map((block, at) => label(looks[at] ?? [], page, costsFor(block, model)));
    return { labellings, cost: labellings.reduce((sum, { cost }) => sum + cost, model.prior) };
  };
  const papers = explain(PAPERS);
  const titles = explain(TITLES_ALONE);
  const { labellings } = titles.cost < papers.cost ? titles : papers;
  return blocks.map((block, at) => collect(block.lines, labellings[at]?.labels ?? new Uint8Array()));
}

interface Explanation {
  readonly labellings: readonly Labelling[];
  readonly cost: number;
}

const TITLE = 0;
const ABSTRACT = 1;
const MORE = 2;
type Label = typeof TITLE | typeof ABSTRACT | typeof MORE;

/** What a step from line to line costs, like a negative logarithm of its likelihood: 0 is expected, 5 far-fetched. */
interface Costs {
  readonly prior: number;
  /** An abstract above the first title. */
  readonly orphan: number;
  /** A title behind a title, or at the end: a paper without abstract. */
  readonly bareTitle: number;
  /** An abstract behind a title. */
  readonly abstract: number;
  /** A title behind an abstract. */
  readonly nextPaper: number;
  /** A second line of an abstract. */
  readonly more: number;
  /** A line behind the second. */
  readonly stillMore: number;
}

const PAPERS: Costs = {
  prior: 0,
  orphan: 4,
  bareTitle: 2.5,
  abstract: 0,
  nextPaper: 0,
  more: 2.5,
  stillMore: 0.5,
};
const TITLES_ALONE: Costs = { ...PAPERS, prior: 6, bareTitle: 1.8, abstract: 6 };

/** Above a byline stands one paper: further lines are its own, and another title means that a byline was lost. */
function costsFor(block: Block, model: Costs): Costs {
  return block.closed ? { ...model, nextPaper: 2, more: 1.2, stillMore: 0.4 } : model;
}

interface Labelling {
  readonly cost: number;
  readonly labels: Uint8Array;
}

function label(lines: readonly LineLooks[], page: PageLooks, costs: Costs): Labelling {
  const [first] = lines;
  if (first === undefined) return { cost: 0, labels: new Uint8Array() };
  // The cost of the cheapest way to the line as title, as abstract and as further line.
  let asTitle = 0;
  let asAbstract = costs.orphan + first.likeness;
  let asMore = Infinity;
  // The label of the line before on the cheapest way to a title and to a further line; an abstract follows a title.
  const beforeTitle = new Uint8Array(lines.length);
  const beforeMore = new Uint8Array(lines.length);
  for (let at = 1; at < lines.length; at += 1) {
    const step = stepCosts(lines[at] as LineLooks, page, costs);
    const bare = asTitle + step.bareTitle;
    const next = Math.min(asAbstract, asMore) + step.nextPaper;
    const more = asAbstract + step.more;
    const still = asMore + step.stillMore;
    beforeTitle[at] = bare <= next ? TITLE : asAbstract <= asMore ? ABSTRACT : MORE;
    beforeMore[at] = more <= still ? ABSTRACT : MORE;
    asAbstract = asTitle + step.abstract;
    asTitle = Math.min(bare, next);
    asMore = Math.min(more, still);
  }
  asTitle += costs.bareTitle;
  const cost = Math.min(asTitle, asAbstract, asMore);
  const last = cost === asTitle ? TITLE : cost === asAbstract ? ABSTRACT : MORE;
  return { cost, labels: traceBack(last, beforeTitle, beforeMore) };
}

/** How far the looks of a line tell against its being a further line of an abstract: those have any length. */
const LOOKS_OF_MORE = 0.6;
const LOOKS_OF_CONTINUATION = 0.2;
/** How much more they tell where all other abstracts are long. */
const LOOKS_AMONG_LONG_ABSTRACTS = 2;
/** From this on a line surely goes on where the one before broke off. */
const SURE_CONTINUATION = 5;
/** What a missing blank line tells on a page that has them. */
const TIGHT = 0.5;

/** What each step to this line costs. */
function stepCosts(line: LineLooks, page: PageLooks, costs: Costs): Omit<Costs, 'prior' | 'orphan'> {
  const tight = page.spaced && !line.afterBlank ? TIGHT : 0;
  const sure = line.continuation >= SURE_CONTINUATION;
  const looksOfMore = weigh(line, sure ? LOOKS_OF_CONTINUATION : LOOKS_OF_MORE);
  return {
    bareTitle: costs.bareTitle + tight,
    nextPaper: costs.nextPaper + tight + line.continuation,
    abstract: costs.abstract + tight + weigh(line, page.longAbstracts ? LOOKS_AMONG_LONG_ABSTRACTS : 1),
    more: looksOfMore + (sure ? 0 : costs.more - tight),
    stillMore: looksOfMore + (sure ? 0 : costs.stillMore - tight),
  };
}

/** What speaks for an abstract counts in full. */
function weigh({ likeness }: LineLooks, weight: number): number {
  return likeness > 0 ? likeness * weight : likeness;
}

function traceBack(last: Label, beforeTitle: Uint8Array, beforeMore: Uint8Array): Uint8Array {
  const labels = new Uint8Array(beforeTitle.length);
  let now: number = last;
  for (let at = labels.length - 1; at >= 0; at -= 1) {
    labels[at] = now;
    if (now === TITLE) now = beforeTitle[at] as number;
    else now = now === ABSTRACT ? TITLE : (beforeMore[at] as number);
  }
  return labels;
}

function collect(lines: readonly Line[], labels: Uint8Array): PairedBlock {
  const pairs: { title: Line; abstract: Line[] }[] = [];
  const orphans: Line[] = [];
  lines.forEach((line, at) => {
    const pair = pairs.at(-1);
    if (labels[at] === TITLE) pairs.push({ title: line, abstract: [] });
    else if (pair) pair.abstract.push(line);
    else orphans.push(line);
  });
  return { pairs, orphans };
}
