import type { CopiedRows } from '../data/openCopy.ts';
import type { Intake } from './service.ts';

/** Papers and abstracts indexed at a time: some 20 ms, so that questions are answered in between. */
export const PORTION = 250;

/** Feeds the index with the rows of a copy. */
export async function takeRows({ abstracts, ...light }: CopiedRows, take: Intake): Promise<void> {
  await take.rows(light);
  for (let from = 0; from < abstracts.length; from += PORTION) {
    await take.abstracts(abstracts.slice(from, from + PORTION));
  }
}
