import type { Line } from './lines.ts';
import { startsSmall, stopsInMidSentence, titleLikeness } from './titleLikeness.ts';

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
 * Tells titles from abstracts as a person would. Titles and abstracts alternate unless the lines say otherwise: by
 * their length, by how they end and begin, and by the blank lines between them where those carry meaning. Each way to
 * label the lines has a cost, and the cheapest is taken (Viterbi's algorithm with two states, linear in the lines),
 * under whichever of the `MODELS` of the page explains it best.
 */
export function pairUp(blocks: readonly Block[]): PairedBlock[] {
  const lines = blocks.map(block => block.lines.map(features));
  let best: Labelling[] = [];
  let bestCost = Infinity;
  for (const model of MODELS) {
    const labellings = blocks.map((block, at) => label(lines[at] ?? [], block.closed, model));
    const cost = labellings.reduce((sum, labelling) => sum + labelling.cost, model.prior);
    if (cost < bestCost) {
      best = labellings;
      bestCost = cost;
    }
  }
  return blocks.map((block, at) => collect(block.lines, best[at]?.titles ?? []));
}

/** What a page is taken to be like. Costs are like negative logarithms of likelihoods: 0 is expected, 5 is far-fetched. */
interface Model {
  readonly prior: number;
  /** Whether blank lines mean something, or were lost or doubled at random. */
  readonly blanks: 'ignored' | 'meant';
  /** A title that follows a title, or ends the page: a paper without abstract. */
  readonly bareTitle: number;
  /** An abstract that follows a title. */
  readonly abstract: number;
}

const MODELS: readonly Model[] = [
  { prior: 0, blanks: 'ignored', bareTitle: 3, abstract: 0 },
  { prior: 1, blanks: 'meant', bareTitle: 3, abstract: 0 },
  // A list of titles alone.
  { prior: 6, blanks: 'ignored', bareTitle: 1.8, abstract: 6 },
];

const ORPHAN = 4;
/** A further line of an abstract; less when a byline closes the paper, where nothing else can follow. */
const MORE_ABSTRACT = { open: 3, closed: 1.5 };
/** A title behind an abstract: expected, or, in a block that a byline closes, a byline that was lost. */
const NEXT_PAPER = { open: 0, closed: 3 };
/** How far the looks of a line tell against its being the further line of an abstract: those have any length. */
const LOOKS_OF_MORE = 0.3;
/** Shorter lines are not taken for lines that were wrapped. */
const SHORTEST_WRAPPED = 40;

interface Features {
  readonly likeness: number;
  readonly afterBlank: boolean;
  /** The line before stops in mid-sentence and is long enough to have been wrapped. */
  readonly continues: boolean;
  readonly startsSmall: boolean;
}

function features(line: Line, at: number, lines: readonly Line[]): Features {
  const before = lines[at - 1]?.text ?? '';
  return {
    likeness: titleLikeness(line.text),
    afterBlank: line.afterBlank,
    continues: before.length >= SHORTEST_WRAPPED && stopsInMidSentence(before),
    startsSmall: startsSmall(line.text),
  };
}

interface Labelling {
  readonly cost: number;
  /** True for the lines that are titles. */
  readonly titles: readonly boolean[];
}

function label(lines: readonly Features[], closed: boolean, model: Model): Labelling {
  const kind = closed ? 'closed' : 'open';
  let asTitle = 0;
  let asAbstract = 0;
  // For each line, whether the cheapest way to it as a title, and as an abstract, comes from a title.
  const titleFromTitle: boolean[] = [];
  const abstractFromTitle: boolean[] = [];
  lines.forEach((line, at) => {
    const { likeness } = line;
    if (at === 0) {
      asTitle = 0;
      asAbstract = ORPHAN + likeness;
      titleFromTitle.push(false);
      abstractFromTitle.push(false);
      return;
    }
    const boundary = model.blanks === 'ignored' ? BLANKS_IGNORED : line.afterBlank ? 0.1 : 3;
    const titleTitle = asTitle + model.bareTitle + boundary;
    const abstractTitle = asAbstract + NEXT_PAPER[kind] + boundary + againstTitle(line);
    const titleAbstract = asTitle + model.abstract + boundary + likeness;
    const abstractAbstract =
      asAbstract +
      moreAbstract(line, MORE_ABSTRACT[kind], model) +
      likeness * (likeness > 0 ? LOOKS_OF_MORE : 1);
    titleFromTitle.push(titleTitle <= abstractTitle);
    abstractFromTitle.push(titleAbstract <= abstractAbstract);
    asTitle = Math.min(titleTitle, abstractTitle);
    asAbstract = Math.min(titleAbstract, abstractAbstract);
  });
  if (lines.length === 0) return { cost: 0, titles: [] };
  asTitle += model.bareTitle;
  return {
    cost: Math.min(asTitle, asAbstract),
    titles: traceBack(asTitle <= asAbstract, titleFromTitle, abstractFromTitle),
  };
}

/** Costs a gap has when blank lines mean nothing: as likely there as not. */
const BLANKS_IGNORED = 0.7;

function againstTitle(line: Features): number {
  if (!line.continues) return 0;
  return line.startsSmall ? 2 : 1;
}

function moreAbstract(line: Features, cost: number, model: Model): number {
  const wrapped = line.continues ? (line.startsSmall ? -5 : -1) : 0;
  if (model.blanks === 'ignored') return cost + wrapped + BLANKS_IGNORED;
  if (line.afterBlank) return cost + wrapped + 1.6;
  return line.continues ? 0.2 + wrapped : 2;
}

function traceBack(
  endsInTitle: boolean,
  titleFromTitle: readonly boolean[],
  abstractFromTitle: readonly boolean[],
): boolean[] {
  const titles = new Array<boolean>(titleFromTitle.length);
  let title = endsInTitle;
  for (let at = titles.length - 1; at >= 0; at -= 1) {
    titles[at] = title;
    title = (title ? titleFromTitle[at] : abstractFromTitle[at]) ?? false;
  }
  return titles;
}

function collect(lines: readonly Line[], titles: readonly boolean[]): PairedBlock {
  const pairs: { title: Line; abstract: Line[] }[] = [];
  const orphans: Line[] = [];
  lines.forEach((line, at) => {
    const pair = pairs.at(-1);
    if (titles[at]) pairs.push({ title: line, abstract: [] });
    else if (pair) pair.abstract.push(line);
    else orphans.push(line);
  });
  return { pairs, orphans };
}
