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
const LABELS = [TITLE, ABSTRACT, MORE] as const;
type Label = (typeof LABELS)[number];

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
  let totals = [0, costs.orphan + first.likeness, Infinity];
  // For each line and label, the label of the line before on the cheapest way.
  const cameFrom = new Uint8Array(lines.length * LABELS.length);
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at] as LineLooks;
    totals = LABELS.map(to => {
      let best = Infinity;
      for (const from of LABELS) {
        const total = (totals[from] as number) + stepCost(from, to, line, page, costs);
        if (total >= best) continue;
        best = total;
        cameFrom[at * LABELS.length + to] = from;
      }
      return best;
    });
  }
  totals[TITLE] = (totals[TITLE] as number) + costs.bareTitle;
  const cost = Math.min(...totals);
  return { cost, labels: traceBack(totals.indexOf(cost), cameFrom) };
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

function stepCost(from: Label, to: Label, line: LineLooks, page: PageLooks, costs: Costs): number {
  const tight = page.spaced && !line.afterBlank ? TIGHT : 0;
  if (to === TITLE) return tight + (from === TITLE ? costs.bareTitle : costs.nextPaper + line.continuation);
  if (to === ABSTRACT) {
    if (from !== TITLE) return Infinity;
    return costs.abstract + tight + weigh(line, page.longAbstracts ? LOOKS_AMONG_LONG_ABSTRACTS : 1);
  }
  if (from === TITLE) return Infinity;
  if (line.continuation >= SURE_CONTINUATION) return weigh(line, LOOKS_OF_CONTINUATION);
  return (from === ABSTRACT ? costs.more : costs.stillMore) - tight + weigh(line, LOOKS_OF_MORE);
}

/** What speaks for an abstract counts in full. */
function weigh({ likeness }: LineLooks, weight: number): number {
  return likeness > 0 ? likeness * weight : likeness;
}

function traceBack(last: number, cameFrom: Uint8Array): Uint8Array {
  const labels = new Uint8Array(cameFrom.length / LABELS.length);
  let now = last;
  for (let at = labels.length - 1; at >= 0; at -= 1) {
    labels[at] = now;
    now = cameFrom[at * LABELS.length + now] as number;
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
