import { percentile } from './figures.mjs';

/** @typedef {import('./engineBench.mjs').EngineResult} EngineResult */

const TITLES = {
  pandect: 'Pandect',
  miniSearch: 'MiniSearch',
  sqlite: 'SQLite FTS5',
  flexSearch: 'FlexSearch',
  orama: 'Orama',
};
const FIRST_WIDTH = 42;
const WIDTH = 19;

/**
 * @typedef {object} Measure A line of the table.
 * @property {string} name
 * @property {(result: EngineResult) => number | undefined} of
 * @property {(value: number) => string} write
 * @property {(own: EngineResult, other: EngineResult) => number | undefined} [ownFor] Ours, to be compared with another's: for the same keys.
 */

const percent = (/** @type {number} */ part) => `${(part * 100).toFixed(0)} %`;
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
const millis = (/** @type {number} */ ms) => `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;
const mega = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/** @type {readonly Measure[]} */
const ANSWERS = [
  { name: 'paper found by its title’s words', of: ({ asked }) => asked?.quality.found, write: percent },
  {
    name: '… among the first ten (few such titles)',
    of: ({ asked }) => asked?.quality.firstTen,
    write: percent,
  },
  {
    name: '… mean reciprocal rank',
    of: ({ asked }) => asked?.quality.reciprocalRank,
    write: value => value.toFixed(2),
  },
  { name: 'found though mistyped', of: ({ asked }) => asked?.quality.typosForgiven, write: percent },
  {
    name: 'all that a look into every text finds',
    of: ({ asked }) => asked?.quality.complete,
    write: percent,
  },
  { name: 'first 50 that hold every word', of: ({ asked }) => asked?.quality.right, write: percent },
];

/** @type {readonly Measure[]} */
const COSTS = [
  { name: 'index built', of: ({ fill, failure }) => (failure ? undefined : fill?.buildMs), write: seconds },
  ...[0.5, 0.95, 0.99].map(part => ({
    name: `keystroke, p${part * 100}`,
    of: (/** @type {EngineResult} */ { asked }) => asked && percentile(asked.times, part),
    ownFor: (/** @type {EngineResult} */ own, /** @type {EngineResult} */ other) =>
      own.asked && other.asked && percentile(own.asked.times.slice(0, other.asked.times.length), part),
    write: millis,
  })),
  { name: 'stored', of: ({ fill }) => fill?.storedBytes, write: mega },
  { name: 'cold start to first answer', of: ({ coldStartMs }) => coldStartMs, write: millis },
  { name: 'page’s process, index loaded', of: ({ memoryMb }) => memoryMb, write: mb => `${mb} MB` },
  { name: 'page’s process, index built', of: ({ buildingMb }) => buildingMb, write: mb => `${mb} MB` },
];

/**
 * One table: a line for each measure, a column for each engine, with how many times ours it is where that says something.
 * @param {readonly EngineResult[]} results Ours first.
 */
export function engineTable(results) {
  const [own] = results;
  const line = (/** @type {readonly string[]} */ [first = '', ...cells]) =>
    first.padEnd(FIRST_WIDTH) + cells.map(cell => cell.padStart(WIDTH)).join('');
  const measures = (/** @type {readonly Measure[]} */ lines, /** @type {'ratio' | 'plain'} */ kind) =>
    lines.map(measure =>
      line([
        measure.name,
        ...results.map(result => cellOf(measure, result, kind === 'ratio' ? own : undefined)),
      ]),
    );
  const judged = (own?.fill?.judged ?? []).map(({ kind }) => {
    const cells = results.map(({ fill }) => {
      const one = fill?.judged.find(other => other.kind === kind);
      return one ? `${one.recall.toFixed(2)} / ${one.reciprocalRank.toFixed(2)}` : '–';
    });
    return line([`judged, ${kind}: recall@10 / MRR`, ...cells]);
  });
  return [
    line(['', ...results.map(({ engine }) => TITLES[engine])]),
    ...measures(ANSWERS, 'plain'),
    ...judged,
    ...measures(COSTS, 'ratio'),
    ...results.flatMap(notes),
  ].join('\n');
}

/** @param {Measure} measure @param {EngineResult} result @param {EngineResult | undefined} own */
function cellOf(measure, result, own) {
  const value = measure.of(result);
  if (value === undefined || Number.isNaN(value)) return '–';
  const text = measure.write(value);
  const ours = own && result !== own ? (measure.ownFor?.(own, result) ?? measure.of(own)) : undefined;
  if (!ours) return text;
  const ratio = value / ours;
  return `${text} (${ratio.toFixed(ratio < 10 ? 1 : 0)}×)`;
}

/** What the table can't say. @param {EngineResult} result */
function notes({ engine, fill, asked, failure }) {
  const title = TITLES[engine];
  return [
    ...(failure ? [`${title}: ${failure}.`] : []),
    ...(fill?.storeFailure ? [`${title}: the index can't be stored (${fill.storeFailure}).`] : []),
    ...(asked && asked.times.length < asked.keys
      ? [`${title}: only the first ${asked.times.length} of ${asked.keys} keys in the time there was.`]
      : []),
    ...(asked && asked.quality.asked < asked.quality.toAsk
      ? [`${title}: answers judged by the first ${asked.quality.asked} of ${asked.quality.toAsk} searches.`]
      : []),
  ];
}

/**
 * How each cost of ours grows with the papers.
 * @param {readonly { papers: number, result: EngineResult }[]} sizes Smallest first.
 */
export function growthTable(sizes) {
  const line = (/** @type {readonly string[]} */ [first = '', ...cells]) =>
    first.padEnd(FIRST_WIDTH) + cells.map(cell => cell.padStart(WIDTH)).join('');
  const grown = COSTS.map(measure => {
    const cells = sizes.map(({ result }, index) => {
      const before = sizes[index - 1]?.result;
      return cellOf({ ...measure, ownFor: undefined }, result, before);
    });
    return line([measure.name, ...cells]);
  });
  const head = line(['Pandect', ...sizes.map(({ papers }) => `${papers.toLocaleString('en')} papers`)]);
  return [head, ...grown].join('\n');
}
