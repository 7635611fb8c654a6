import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endHosts, startHost, temporaryFolder } from '../support/libraryHost.ts';
import { runCommand, writeDump } from '../support/runCommand.ts';

const TITLES = ['Quiet Lattice Flows', 'Sparse Ledger Networks'];
let config = '';

beforeEach(() => {
  config = temporaryFolder('config');
  vi.stubEnv('PANDECT_CONFIG', config);
});
afterEach(async () => {
  await endHosts();
  vi.unstubAllEnvs();
});

async function keysAfterImport(): Promise<string[]> {
  const folder = temporaryFolder('data');
  const data = ['--data', join(folder, 'data')];
  const { status } = await runCommand(['import', writeDump(folder, 'may.txt', TITLES), ...data]);
  expect(status).toBe(0);
  const { out } = await runCommand(['list', '--keys', ...data]);
  return out.split('\n').filter(Boolean).sort();
}

test('A pattern of citation keys that was chosen in the app is the command line’s too', async () => {
  const host = startHost();
  expect(await host.call('keys.pattern', {})).toBeNull();
  expect(await keysAfterImport()).toEqual([
    expect.stringContaining('quietLatticeFlows'),
    expect.stringContaining('sparseLedgerNetworks'),
  ]);
  await host.call('keys.choosePattern', { pattern: 'new:[title:1]' });
  expect(await host.call('keys.pattern', {})).toBe('new:[title:1]');
  expect(await keysAfterImport()).toEqual(['new:quiet', 'new:sparse']);
});

test('What is no pattern is not taken, and one in a damaged file is passed over', async () => {
  const host = startHost();
  await expect(host.call('keys.choosePattern', { pattern: '[nonsense' })).rejects.toThrow();
  expect(await host.call('keys.pattern', {})).toBeNull();
  await host.call('keys.choosePattern', { pattern: '[title:1]' });
  const device = 'a'.repeat(32);
  const settings = { pandect: 'settings', version: 1, device, keyPattern: ['[', 3] };
  writeFileSync(join(config, 'settings.json'), JSON.stringify(settings));
  expect(await host.call('keys.pattern', {})).toBeNull();
  expect(await keysAfterImport()).toHaveLength(2);
});
