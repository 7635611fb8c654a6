/**
 * Five dumps of invented papers in the shapes and sizes of a real week: three search pages, a daily page with details
 * and one without. Everything follows from the seed, so tests and pictures are the same every time.
 */

/** A paper nobody wrote. */
export interface InventedPaper {
  readonly title: string;
  readonly abstract: string;
}

/** A file to import: `name` and `text` as a person would have saved it. */
export interface InventedDump {
  readonly name: string;
  readonly text: string;
  readonly listings: number;
}

/** Mulberry32, a small seeded generator of numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ADJECTIVES = [
  'Quiet',
  'Sparse',
  'Low-Rank',
  'Equivariant',
  'Stochastic',
  'Provable',
  'Federated',
  'Curved',
  'Adaptive',
  'Delayed',
  'Robust',
  'Hierarchical',
  'Causal',
  'Amortised',
  'Gradient-Free',
  'Continuous-Time',
  'Memory-Bound',
  'Symmetric',
  'Contrastive',
  'Randomised',
];
const METHODS = [
  'Ledger Networks',
  'Tide Sampling',
  'Anchor Attention',
  'Lattice Flows',
  'Mirror Training',
  'Orchard Search',
  'Braided Transformers',
  'Harbour Kernels',
  'Echo Pruning',
  'Ridge Operators',
  'Lantern Decoding',
  'Drift Correction',
  'Quilted Diffusion',
  'Compass Regularisation',
  'Weir Gating',
  'Pebble Quantisation',
  'Meridian Optimisers',
  'Estuary Mixtures',
  'Plumb-Line Estimators',
  'Loom Embeddings',
];
const TOPICS = [
  'Chaotic Time Series',
  'Protein Folding at Night',
  'Long-Horizon Planning',
  'Multilingual Retrieval',
  'Turbulent Flow',
  'Graph Matching',
  'Robotic Grasping',
  'Code Repair',
  'Weather Downscaling',
  'Sparse-View Tomography',
  'Offline Reinforcement Learning',
  'Tabular Forecasting',
  'Speech Separation',
  'Theorem Search',
  'Molecular Docking',
  'Traffic Assignment',
  'Satellite Segmentation',
  'Tool-Using Agents',
  'Reward Modelling',
  'Differentially Private Training',
];
const TURNS = [
  'A Second Look at',
  'On the Limits of',
  'What Breaks in',
  'Scaling',
  'Rethinking',
  'Towards Honest',
  'Understanding',
  'Faster',
  'Certified',
  'Learning',
];
const TAILS = [
  'Without Labels',
  'Under Distribution Shift',
  'With Bounded Memory',
  'in Polynomial Time',
  'from a Single Example',
  'Beyond the Lazy Regime',
  'for Small Models',
  'at the Edge of Stability',
  'Through Invariance',
  'with Provable Guarantees',
];
const OPENINGS = [
  'We study {topic} and ask when {method} can be trusted.',
  'Recent progress on {topic} rests on assumptions that rarely hold in practice.',
  '{method} have become a standard choice for {topic}, yet their failure modes are poorly understood.',
  'This paper introduces {method}, a simple approach to {topic}.',
  'Despite its importance, {topic} still lacks a benchmark that separates memory from skill.',
];
const MIDDLES = [
  'Our analysis shows that the error grows linearly in the horizon and vanishes once the spectrum is flat.',
  'The key idea is to replace the global objective by a chain of local ones that can be solved exactly.',
  'We prove a matching lower bound of $O(n^2)$ and show that it is tight up to logarithmic factors.',
  'Experiments on eleven data sets show gains of 3.4 points over the strongest baseline at half the cost.',
  'An ablation attributes most of the improvement to a two-line change in the sampling schedule.',
  'The resulting estimator needs neither a validation set nor a tuned learning rate.',
  'We further derive an anytime variant with step size \\alpha that degrades gracefully when memory is scarce.',
  'Across five model sizes the effect persists and becomes stronger with scale.',
];
const ENDINGS = [
  'Code and data are available at https://example.org/{slug}.',
  'These findings suggest a different default for practitioners.',
  'We close with open problems and a negative result.',
  'All experiments run on a single consumer machine.',
  'The full proofs are given in the appendix.',
];

function pick<T>(random: () => number, from: readonly T[]): T {
  const value = from[Math.floor(random() * from.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

function inventTitle(random: () => number): string {
  const method = `${pick(random, ADJECTIVES)} ${pick(random, METHODS)}`;
  const topic = pick(random, TOPICS);
  const form = random();
  if (form < 0.35) return `${method} for ${topic} ${pick(random, TAILS)}`;
  if (form < 0.6) return `${pick(random, TURNS)} ${topic}: ${method} ${pick(random, TAILS)}`;
  if (form < 0.85) return `${pick(random, TURNS)} ${topic} with ${method}`;
  return `${method}: ${topic} ${pick(random, TAILS)}`;
}

function inventAbstract(random: () => number, title: string): string {
  const fill = (text: string): string =>
    text
      .replace('{topic}', pick(random, TOPICS).toLowerCase())
      .replace('{method}', pick(random, METHODS))
      .replace(
        '{slug}',
        title
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .slice(0, 24),
      );
  const first = fill(pick(random, OPENINGS));
  const middle = Array.from({ length: 3 + Math.floor(random() * 4) }, () => fill(pick(random, MIDDLES)));
  return [first[0]?.toUpperCase() + first.slice(1), ...new Set(middle), fill(pick(random, ENDINGS))].join(
    ' ',
  );
}

/** Papers with titles that differ, always the same ones for a seed. */
export function inventPapers(count: number, seed = 7): readonly InventedPaper[] {
  const random = seededRandom(seed);
  const titles = new Set<string>();
  const papers: InventedPaper[] = [];
  while (papers.length < count) {
    let title = inventTitle(random);
    // The vocabulary runs out in the tens of thousands: then a numeral tells papers apart.
    if (titles.has(title)) title = `${title}, ${papers.length}`;
    titles.add(title);
    papers.push({ title, abstract: inventAbstract(random, title) });
  }
  return papers;
}

/** A search page as saved: no blank lines, `Subscribe` glued to the first title. */
export function searchDump(papers: readonly InventedPaper[]): string {
  const lines = papers.flatMap(paper => [paper.title, paper.abstract]);
  return `Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\nSubscribe${lines.join('\n')}\n`;
}

/** A daily page as saved; `details` adds a byline and a date to every paper. */
export function dailyDump(
  papers: readonly InventedPaper[],
  day: string,
  details: readonly string[] | 'plain',
): string {
  const head = ['new', 'Get trending papers in your email inbox!', 'Subscribe'];
  if (details !== 'plain') head.push('Daily Papers');
  head.push('byAK and the research community', day);
  const blocks = papers.map((paper, at) =>
    [paper.title, paper.abstract, ...(details === 'plain' ? [] : [details[at % details.length] ?? ''])].join(
      '\n\n',
    ),
  );
  return [...head, ...blocks].join('\n\n');
}

const DETAILS = [
  '  • 4 authors\n·\nOct 9, 2025',
  '  • 1 authors\n·\nMar 13',
  '  • 7 authors\n·\nDec 16, 2025 2',
  'fjordlab Fjord Lab\n·\nFeb 4 3',
  '  • 3 authors\n·\nMay 28, 2023',
  '  • 12 authors\n·\nAug 18, 2024',
];

/** Five dumps with 119, 104, 119, 28 and 32 listings of 290 papers, new in order: 119, 53, 78, 21, 19. */
export function inventWeek(seed = 7): readonly InventedDump[] {
  const papers = inventPapers(290, seed);
  const part = (from: number, to: number): readonly InventedPaper[] => papers.slice(from, to);
  const lists = [
    part(0, 119),
    [...part(119, 172), ...part(0, 51)],
    [...part(172, 250), ...part(10, 51)],
    [...part(250, 271), ...part(10, 17)],
    [...part(271, 290), ...part(10, 11), ...part(120, 132)],
  ];
  const [first, second, third, fourth, fifth] = lists as [
    InventedPaper[],
    InventedPaper[],
    InventedPaper[],
    InventedPaper[],
    InventedPaper[],
  ];
  return [
    { name: 'stable dynamics.txt', text: searchDump(first), listings: first.length },
    { name: 'operator learning.txt', text: searchDump(second), listings: second.length },
    { name: 'memory and scale.txt', text: searchDump(third), listings: third.length },
    { name: 'daily-04-23.txt', text: dailyDump(fourth, 'Apr 23', DETAILS), listings: fourth.length },
    { name: 'daily-06-13.txt', text: dailyDump(fifth, 'Jun 13', 'plain'), listings: fifth.length },
  ];
}

/** Search-page dumps of many papers, by default 500 to a file, for trying the program at size. */
export function inventLibrary(count: number, seed = 11, perFile = 500): readonly InventedDump[] {
  const papers = inventPapers(count, seed);
  const dumps: InventedDump[] = [];
  for (let from = 0; from < papers.length; from += perFile) {
    const slice = papers.slice(from, from + perFile);
    dumps.push({
      name: `search-${String(dumps.length + 1).padStart(3, '0')}.txt`,
      text: searchDump(slice),
      listings: slice.length,
    });
  }
  return dumps;
}
