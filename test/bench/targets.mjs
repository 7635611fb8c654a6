import { percentile } from './figures.mjs';

/** @typedef {import('./appBench.mjs').AppResult} AppResult */

/**
 * What is asked of the program, by size of the library.
 * @type {readonly { papers: number, painted: number, listed: number, searchable: number, papersPerSecond: number, memoryMb: number }[]}
 */
const TARGETS = [
  { papers: 1_000, painted: 10, listed: 60, searchable: 80, papersPerSecond: 5_000, memoryMb: 150 },
  { papers: 10_000, painted: 12, listed: 80, searchable: 120, papersPerSecond: 6_000, memoryMb: 180 },
  { papers: 100_000, painted: 16, listed: 150, searchable: 350, papersPerSecond: 5_000, memoryMb: 320 },
];
const CHANGE_PAINTED_MS = 16;

/**
 * @typedef {object} Aim
 * @property {string} name
 * @property {number | undefined} value
 * @property {number} [wanted] The most; the least if `isLeast`. Without one, the figure is only told.
 * @property {true} [isLeast]
 * @property {string} unit
 */

/**
 * The program's figures beside what is asked at the nearest size below, or the smallest.
 * @param {number} papers
 * @param {AppResult} app
 * @returns {readonly Aim[]}
 */
export function aimsOf(papers, app) {
  const target = TARGETS.findLast(one => one.papers <= papers) ?? TARGETS[0];
  // Larger libraries than the largest target have none.
  const wanted = (
    /** @type {'painted' | 'listed' | 'searchable' | 'papersPerSecond' | 'memoryMb'} */ name,
  ) => (papers > 100_000 ? undefined : target?.[name]);
  const { typed, changes, starts, scrolling, beat } = app;
  const p95 = (/** @type {readonly number[] | undefined} */ times) => times && percentile(times, 0.95);
  const sinceScript = (/** @type {'listed' | 'live' | 'searchable'} */ name) =>
    starts &&
    percentile(
      starts.map(start => start[name] - start.scriptAt),
      0.5,
    );
  const late = scrolling && scrolling.wheel.over32 + scrolling.key.over32 + scrolling.leaps.over32;
  /** @type {readonly Aim[]} */
  return [
    aim(
      'keystroke to results painted, p95',
      p95(typed?.map(({ painted }) => painted)),
      'ms',
      wanted('painted'),
    ),
    aim('keystroke to painted at 60 Hz, p95', p95(beat?.map(({ painted }) => painted)), 'ms'),
    aim('the same keys in an empty page, p95', p95(app.floor), 'ms'),
    aim('cold start to first list, from page script', sinceScript('listed'), 'ms', wanted('listed')),
    aim('… to the library itself, which answers keys', sinceScript('live'), 'ms'),
    aim('cold start to searchable', sinceScript('searchable'), 'ms', wanted('searchable')),
    {
      ...aim(
        'import with search index',
        app.importMs && (papers / app.importMs) * 1000,
        'papers/s',
        wanted('papersPerSecond'),
      ),
      isLeast: true,
    },
    aim('… the first start before it', app.firstStartMs, 'ms'),
    aim('memory of the page’s process', app.memoryMb, 'MB', wanted('memoryMb')),
    aim('… right after the import', app.importingMb, 'MB'),
    .../** @type {const} */ (['read', 'star', 'undo']).map(name =>
      aim(`${name} to painted, p95`, p95(changes?.[name]), 'ms', CHANGE_PAINTED_MS),
    ),
    aim('list scrolled, frames over 32 ms', late, 'frames', 0),
    aim('star run to saved in the files, p50', app.saving && percentile(app.saving.saved, 0.5), 'ms'),
    aim('… to written in a database alone', app.saving && percentile(app.saving.database, 0.5), 'ms'),
    aim('rebuilt from the files', app.rebuildMs, 'ms'),
  ];
}

/** @param {string} name @param {number | undefined} value @param {string} unit @param {number} [wanted] @returns {Aim} */
function aim(name, value, unit, wanted) {
  return { name, value, unit, ...(wanted !== undefined && { wanted }) };
}

/** @param {Aim} aim */
export function isMissed({ value, wanted, isLeast }) {
  if (wanted === undefined || value === undefined || Number.isNaN(value)) return false;
  return isLeast ? value < wanted : value > wanted;
}

/** @param {readonly Aim[]} aims */
export function aimsTable(aims) {
  return aims
    .map(one => {
      const { name, value, wanted, isLeast, unit } = one;
      const figure = value === undefined || Number.isNaN(value) ? '–' : write(value);
      const asked = wanted === undefined ? '' : `${isLeast ? 'at least' : 'at most'} ${write(wanted)}`;
      const verdict = wanted === undefined || value === undefined ? '' : isMissed(one) ? 'missed' : 'met';
      return `${name.padEnd(46)}${figure.padStart(10)} ${unit.padEnd(10)}${asked.padEnd(18)}${verdict}`.trimEnd();
    })
    .join('\n');
}

/** @param {number} value */
function write(value) {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
}
