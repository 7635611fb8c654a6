import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { inventPapers, searchDump } from '../support/inventedDumps.ts';
import { whyNoBrowser } from './browsers.ts';
import { Model } from './model.ts';
import { Program, windowText } from './program.ts';
import type { Row, Run } from './row.ts';
import { must } from './row.ts';

const CASES = { full: 30, quick: 3 };
/** Trouble must be said within this time. */
const SAID_IN_MS = 10_000;
/** A few hundred bytes each; a page of memory has 4 or 16 KB. */
const MOST_EDITS = 120;

export const troubleRows: readonly Row[] = [
  {
    name: 'full-disk',
    title: 'the disk is full (a small tmpfs), and has room again',
    cases: CASES,
    lane: 'browser',
    whyNot: () => whyNoBrowser() ?? whyNoMount(),
    run: run => withTrouble(run, { begin: fill, end: empty }),
  },
  {
    name: 'read-only',
    title: 'the folder becomes read-only, and writable again',
    cases: CASES,
    lane: 'browser',
    whyNot: whyNoBrowser,
    remark: `${isRoot() ? 'a tmpfs remounted' : 'by permissions'}, the host started again meanwhile`,
    run: run => withTrouble(run, { begin: makeReadOnly, end: makeWritable }),
  },
];

/** How a disk's trouble begins and ends. */
interface Trouble {
  readonly begin: (program: Program, mount: string) => Promise<void>;
  readonly end: (program: Program, mount: string) => Promise<void>;
}

function isRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/** Only root may mount a disk of its own. */
function whyNoMount(): string | undefined {
  if (process.platform !== 'linux') return 'a tmpfs can be mounted on Linux only';
  return isRoot() ? undefined : 'mounting a small tmpfs needs root';
}

async function withTrouble(run: Run, trouble: Trouble): Promise<void> {
  const mount = join(run.folder, 'disk');
  await mkdir(mount);
  if (isRoot()) mountAt(mount);
  const program = await Program.prepare(run, join(mount, 'data'));
  const model = new Model();
  try {
    await program.open();
    await program.import([{ name: 'first.txt', text: searchDump(inventPapers(20, run.seed + 3_000)) }]);
    await program.importOver();
    await program.change();
    const kept = await snapshotsIn(program);

    await trouble.begin(program, mount);
    const before = program.told.saved;
    await program.focusList();
    const edits = await editUntilUnsaved(program);
    must(program.told.saved < before + edits, 'More was shown as saved than could be written.');
    await model.mustBeIn(program.data, program.told.sent, program.told.saved);
    const stillKept = await snapshotsIn(program);
    must(
      kept.every(name => stillKept.includes(name)),
      'A snapshot was pruned while nothing could be written.',
    );

    await trouble.end(program, mount);
    await program.saved(before + edits);
    await model.mustBeIn(program.data, program.told.sent, program.told.saved);
    await program.close();
    await program.open();
    await model.mustBeIn(program.data, program.told.sent, program.told.saved);
    await model.mustBeShown(program);
    await program.change();
  } catch (error) {
    await program.kill('both');
    await cp(program.data, join(run.folder, 'data'), { recursive: true });
    throw error;
  } finally {
    await program.kill('both');
    if (isRoot()) unmount(mount);
  }
}

/**
 * Marks papers until the window says in words that something is not saved; gives how many changes there were. The last
 * page of a file may have room for a few of them even on a full disk.
 */
async function editUntilUnsaved({ page, told }: Program): Promise<number> {
  const words = page.getByRole('alert').first();
  const before = told.saved;
  for (let edits = 1; edits <= MOST_EDITS; edits++) {
    await page.keyboard.press('s');
    await page.keyboard.press(edits % 8 < 4 ? 'j' : 'k');
    if (told.saved === before + edits) continue;
    const begun = performance.now();
    const settled = () => told.saved === before + edits;
    while (!settled() && !(await words.isVisible())) {
      const ms = performance.now() - begun;
      if (ms > SAID_IN_MS)
        throw new Error(`After ${ms.toFixed(0)} ms the window does not say so: ${await windowText(page)}`);
    }
    if (!settled()) return edits;
  }
  throw new Error(`${MOST_EDITS} changes were saved on a disk that takes none.`);
}

async function snapshotsIn({ data }: Program): Promise<string[]> {
  return (await readdir(join(data, 'snapshots')).catch(() => [])).filter(name => name.endsWith('.jsonl.gz'));
}

/** Leaves less room than a change needs, often none. */
async function fill({ run: { random } }: Program, mount: string): Promise<void> {
  const { bavail, bsize } = await statfs(mount);
  const left = random() < 0.7 ? 0 : 1;
  const file = await open(join(mount, 'filler'), 'w');
  try {
    await file.write(Buffer.alloc(Math.max(0, bavail - left) * bsize, 1));
  } finally {
    await file.close();
  }
}

async function empty(_program: Program, mount: string): Promise<void> {
  await rm(join(mount, 'filler'));
}

/**
 * A file that is open can still be written, and keeps its disk from being made read-only: so the host ends and is started
 * again, while the page stays open.
 */
async function makeReadOnly(program: Program, mount: string): Promise<void> {
  await program.kill('host');
  if (isRoot()) system('mount', '-o', 'remount,ro', mount);
  else await setModes(program.data, 0o500);
  await program.start();
}

async function makeWritable(program: Program, mount: string): Promise<void> {
  if (isRoot()) system('mount', '-o', 'remount,rw', mount);
  else await setModes(program.data, 0o700);
}

/** Of a folder and those in it. */
async function setModes(folder: string, mode: number): Promise<void> {
  await chmod(folder, 0o700);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter(entry => entry.isDirectory())
    .map(entry => join(entry.parentPath, entry.name));
  for (const each of [...folders, folder]) await chmod(each, mode);
}

/** Disks that are mounted, which must not outlive us. */
const mounted = new Set<string>();
process.on('exit', () => {
  for (const mount of mounted) unmount(mount);
});

function mountAt(mount: string): void {
  system('mount', '-t', 'tmpfs', '-o', 'size=6m,mode=0700', 'tmpfs', mount);
  mounted.add(mount);
}

function unmount(mount: string): void {
  mounted.delete(mount);
  system('umount', '--lazy', mount);
}

function system(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  must(status === 0, `${command} ${args.join(' ')}: ${stderr}`);
}
