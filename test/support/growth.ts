/** Quadratic work takes sixteen times as long for four times as much, linear work four times. */
export const STILL_LINEAR = 10;

/**
 * How many times as long work takes for a text of four times the length. The best of some turns counts for each, as a
 * busy machine disturbs single ones; a time too short to be told from none counts as one millisecond.
 */
export async function growthOf(
  text: (length: number) => string,
  work: (text: string) => unknown,
  length: number,
): Promise<number> {
  const [short, long] = [text(length), text(4 * length)];
  const took = async (given: string): Promise<number> => {
    const begun = performance.now();
    await work(given);
    return performance.now() - begun;
  };
  let [least, most] = [Infinity, Infinity];
  for (let turn = 0; turn < 3; turn += 1) {
    least = Math.min(least, await took(short));
    most = Math.min(most, await took(long));
    if (most < STILL_LINEAR * Math.max(1, least)) break;
  }
  return most / Math.max(1, least);
}
