import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestFile } from './app.ts';
import { inventWeek } from './inventedDumps.ts';

const REAL_DUMPS = fileURLToPath(new URL('../../../shared/digests', import.meta.url));

/** Why tests over real dumps can't run; undefined where the dumps stand beside the checkout. */
export function whyNoRealDumps(): string | undefined {
  return existsSync(REAL_DUMPS)
    ? undefined
    : 'the real dumps (../shared/digests) are not beside this checkout';
}

/** The real dumps in file order. */
export async function realDumps(): Promise<readonly TestFile[]> {
  const names = (await readdir(REAL_DUMPS)).filter(name => name.endsWith('.txt')).sort();
  return Promise.all(names.map(async name => ({ name, content: await readFile(join(REAL_DUMPS, name)) })));
}

/** Five invented dumps with the same counts. */
export function inventedDumps(): readonly TestFile[] {
  return inventWeek().map(({ name, text }) => ({ name, content: text }));
}
