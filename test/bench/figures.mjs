/**
 * The value below which a share of all lies.
 * @param {readonly number[]} values
 * @param {number} part 0 to 1
 */
export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/**
 * One line of the table.
 * @param {string} name
 * @param {readonly number[]} times In milliseconds.
 */
export function row(name, times) {
  const figures = [0.5, 0.95, 0.99].map(part => percentile(times, part).toFixed(1).padStart(8));
  return `${name.padEnd(58)}${String(times.length).padStart(8)}${figures.join('')}`;
}

export const heading = `${'milliseconds a keystroke'.padEnd(58)}${'keys'.padStart(8)}${['p50', 'p95', 'p99'].map(name => name.padStart(8)).join('')}`;
