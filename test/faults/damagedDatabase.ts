import { open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { inventPapers, searchDump } from '../support/inventedDumps.ts';
import { whyNoBrowser } from './browsers.ts';
import { Model } from './model.ts';
import { Program } from './program.ts';
import type { Row, Run } from './row.ts';
import { between, must, pick } from './row.ts';

const CASES = { full: 20, quick: 2 };

/** What happens to a file of the browser's database. */
type Harm = (file: string, run: Run) => Promise<void>;

export const databaseRows: readonly Row[] = [
  harmRow('idb-deleted', 'files of the browser’s database deleted', file => rm(file)),
  harmRow('idb-truncated', 'files of the browser’s database truncated', async (file, { random }) => {
    const { size } = await stat(file);
    await truncate(file, Math.floor(random() * size));
  }),
  harmRow('idb-overwritten', 'files of the browser’s database overwritten', overwrite),
];

function harmRow(name: string, title: string, harm: Harm): Row {
  return { name, title, cases: CASES, lane: 'browser', whyNot: whyNoBrowser, run: run => harmed(harm, run) };
}

async function overwrite(path: string, { random }: Run): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  try {
    for (let count = between(random, 1, 20); count > 0; count--) {
      const garbage = Buffer.from(
        Array.from({ length: between(random, 1, 200) }, () => Math.floor(random() * 256)),
      );
      await file.write(garbage, 0, garbage.length, Math.floor(random() * Math.max(1, size)));
    }
  } finally {
    await file.close();
  }
}

async function harmed(harm: Harm, run: Run): Promise<void> {
  const program = await Program.prepare(run);
  const model = new Model();
  try {
    await program.open();
    const text = searchDump(inventPapers(between(run.random, 10, 60), run.seed + 2_000));
    await program.import([{ name: 'first.txt', text }]);
    await program.importOver();
    for (let count = between(run.random, 1, 5); count > 0; count--) await program.change();
    await program.close();
    await model.mustBeIn(program.data, program.told.sent, program.told.saved);
    const before = model.hash;

    const files = await databaseFiles(program.profile);
    must(files.length > 0, 'The browser has no database.');
    // All of it, or some of its files; a database may survive the loss of one, or seem to.
    const chosen = run.random() < 0.3 ? files : files.filter(() => run.random() < 0.5);
    if (chosen.length === 0) chosen.push(pick(run.random, files));
    for (const file of chosen) await harm(file, run);
    run.note(`harmed ${chosen.join(', ')}`);

    await program.open();
    await model.mustBeIn(program.data, program.told.sent, program.told.saved);
    await model.mustBeShown(program);
    must(model.hash === before, 'The library is not what it was before.');
    const papers = await program.page.getByRole('navigation', { name: 'Library' }).innerText();
    must(/\d/u.test(papers), 'The window counts no papers.');
    await program.change();
    await program.close();
    await model.mustBeIn(program.data, program.told.sent, program.told.saved);
    await program.open();
    await model.mustBeShown(program);
  } finally {
    await program.kill('both');
  }
}

/** The files in which the browser keeps the page's databases. */
async function databaseFiles(profile: string): Promise<string[]> {
  const folder = join(profile, 'Default', 'IndexedDB');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter(entry => entry.isFile() && entry.name !== 'LOCK')
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}
