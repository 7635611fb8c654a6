import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { preparePaths } from '../../main/paths.ts';

// The system's own functions, whose calls are noted.
vi.mock('node:fs', { spy: true });

const folder = mkdtempSync(join(tmpdir(), 'pandect-new-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Folders and files that were synced, in order. */
function synced(): readonly unknown[] {
  const paths = new Map<number, unknown>();
  const calls = [
    ...vi.mocked(openSync).mock.calls.map(([path], index) => ({
      at: vi.mocked(openSync).mock.invocationCallOrder[index]!,
      run: () => void paths.set(vi.mocked(openSync).mock.results[index]!.value as number, path),
    })),
    ...vi.mocked(fsyncSync).mock.calls.map(([file], index) => ({
      at: vi.mocked(fsyncSync).mock.invocationCallOrder[index]!,
      run: () => void found.push(paths.get(file)),
    })),
  ];
  const found: unknown[] = [];
  for (const { run } of calls.sort((one, other) => one.at - other.at)) run();
  return found;
}

test('A new data folder lasts through a power cut: every folder above a new one is synced', () => {
  const data = join(folder, 'new', 'library');
  preparePaths(data);
  expect(existsSync(data)).toBe(true);
  expect(synced()).toEqual(expect.arrayContaining([join(folder, 'new'), folder]));
  expect(vi.mocked(closeSync).mock.calls).toHaveLength(vi.mocked(openSync).mock.calls.length);
});
