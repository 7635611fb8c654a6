import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startLoopback } from '../../main/loopback/start.ts';
import type { RunningLoopback } from '../../main/loopback/start.ts';
import type { CallArguments, CallName, CallResult } from '../../shared/host/api.ts';
import type { Reply } from '../../shared/host/wire.ts';
import { TestPage, newId } from '../support/libraryHost.ts';
import type { Answering } from '../support/libraryHost.ts';
import { inventedPaper } from '../support/inventedRows.ts';
import { dailyDump, inventPapers } from '../support/inventedDumps.ts';

let folder = '';
let data = '';
let config = '';
/** Lets everybody do everything to a new file, unless the program says otherwise. */
let umask = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pandect-permissions-'));
  data = join(folder, 'data');
  config = join(folder, 'config');
  vi.stubEnv('PANDECT_CONFIG', config);
  umask = process.umask(0);
});
afterEach(() => {
  process.umask(umask);
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('What a run leaves behind (Windows has no modes)', () => {
  test('can be read by its owner alone: keys, journal, snapshots, dumps, what was set aside, settings', async () => {
    await useLibrary();
    // One that is damaged, so that the next run sets it aside.
    const [snapshot = ''] = readdirSync(join(data, 'snapshots'));
    const bytes = readFileSync(join(data, 'snapshots', snapshot));
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    writeFileSync(join(data, 'snapshots', snapshot), bytes);
    await useLibrary();
    const found = [...below(data), ...below(config)];
    const kinds = [
      'library.json',
      'loopback.json',
      'journal/',
      'snapshots/',
      'aside/',
      'dumps/',
      'damaged/',
      'settings.json',
    ];
    for (const kind of kinds) expect(found.map(({ name }) => name).join('\n')).toContain(kind);
    expect(found.filter(({ mode }) => mode !== '700 folder' && mode !== '600 file')).toEqual([]);
    expect(modeOf(data)).toBe('700 folder');
    expect(modeOf(config)).toBe('700 folder');
  });

  test('is private in a folder that is not', async () => {
    mkdirSync(data, { mode: 0o755 });
    writeFileSync(join(data, 'somebody else’s.txt'), '', { mode: 0o644 });
    await useLibrary();
    const ours = below(data).filter(({ name }) => !name.endsWith('.txt'));
    expect(ours.filter(({ mode }) => mode !== '700 folder' && mode !== '600 file')).toEqual([]);
    expect(modeOf(data)).toBe('755 folder');
  });
});

/** A whole run of the program: papers, a dump, a snapshot, rows set aside. */
async function useLibrary(): Promise<void> {
  const pagePath = join(folder, 'page');
  mkdirSync(pagePath, { recursive: true });
  writeFileSync(join(pagePath, 'index.html'), '<!doctype html><title>Pandect</title>');
  const running = await startLoopback({ page: pagePath, data, version: '0.0.0', port: 0 });
  if (running.kind !== 'running') throw new Error(running.kind);
  const caller = callerOf(running);
  const page = new TestPage(caller);
  await page.open();
  await page.add(2);
  await readDump(running);
  await caller.call('snapshots.make', { reason: 'request' });
  const copy = newId();
  const rows = { table: 'papers' as const, rows: [inventedPaper(page.seq + 1)] };
  await caller.call('copies.give', { copy, rows });
  const { seq } = page;
  await caller.call('copies.given', {
    copy,
    session: page.session,
    as: 'ahead',
    seq: seq + 1,
    nextSerial: seq + 2,
  });
  await page.close();
  await running.close();
}

function callerOf(running: RunningLoopback): Answering {
  return {
    async call<C extends CallName>(name: C, args: CallArguments<C>): Promise<CallResult<C>> {
      return request(running, `/call/${name}`, 'application/json', JSON.stringify(args));
    },
  };
}

async function readDump(running: RunningLoopback): Promise<void> {
  const text = dailyDump(inventPapers(3), 'May 7', 'plain');
  await request(running, '/call/dumps.read?name=a.txt', 'application/octet-stream', text);
}

async function request<T>(running: RunningLoopback, path: string, type: string, body: string): Promise<T> {
  const { origin, hash } = new URL(running.address);
  const headers = { Origin: origin, Authorization: `Bearer ${hash.split('=')[1]}`, 'Content-Type': type };
  const reply = (await (await fetch(origin + path, { method: 'POST', headers, body })).json()) as Reply<T>;
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value;
}

function below(place: string): readonly { readonly name: string; readonly mode: string }[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).map(name => ({
    name: relative(folder, join(place, name)),
    mode: modeOf(join(place, name)),
  }));
}

/** "600 file" */
function modeOf(path: string): string {
  const found = statSync(path);
  return `${(found.mode & 0o777).toString(8)} ${found.isDirectory() ? 'folder' : 'file'}`;
}
