import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LOOK_UP_ADDRESSES } from '../../../shared/host/lookUpApi.ts';
import { endHosts, newId, startHost, temporaryFolder, type TestHost } from '../../support/libraryHost.ts';
import { LOOK_UP_SERVICES } from '../../../shared/host/lookUpServices.ts';

const DEVICE = '0123456789abcdef0123456789abcdef';
let file = '';
let host: TestHost;

beforeEach(() => {
  const config = join(temporaryFolder('config'), 'config');
  mkdirSync(config);
  file = join(config, 'settings.json');
  vi.stubEnv('PANDECT_CONFIG', config);
});
afterEach(async () => {
  await endHosts();
  vi.unstubAllEnvs();
});

function startWith(settings: object): void {
  writeFileSync(file, JSON.stringify({ pandect: 'settings', version: 1, device: DEVICE, ...settings }));
  host = startHost();
}

function kept(): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

const arxivAt = (address: string) => ({ services: { arxiv: { address } } });

describe('The settings of looking up', () => {
  test('are off, with every service at its own address, in a file from before', async () => {
    startWith({});
    const settings = await host.call('lookUp.settings', {});
    expect(settings).toMatchObject({ use: 'off', email: '' });
    for (const name of LOOK_UP_SERVICES) {
      expect(settings.services[name]).toEqual({ use: 'on', address: LOOK_UP_ADDRESSES[name] });
    }
  });

  test('are kept, change by change, for the next start', async () => {
    startWith({});
    await host.call('lookUp.configure', { use: 'on' });
    await host.call('lookUp.configure', { email: ' reader@example.org ' });
    await host.call('lookUp.configure', { services: { crossref: { use: 'off' } } });
    const told = await host.call('lookUp.configure', arxivAt('http://127.0.0.1:8080/api/'));
    expect(told).toMatchObject({
      use: 'on',
      email: 'reader@example.org',
      services: {
        arxiv: { use: 'on', address: 'http://127.0.0.1:8080/api' },
        crossref: { use: 'off', address: LOOK_UP_ADDRESSES.crossref },
      },
    });
    expect(await startHost().call('lookUp.settings', {})).toEqual(told);
  });

  test('leave everything else in the file as it was, what a later version put there too', async () => {
    const others = { dataFolder: '/somewhere/else', later: { deep: [1, 2] } };
    startWith(others);
    await host.call('lookUp.configure', { use: 'on' });
    expect(kept()).toMatchObject({ pandect: 'settings', version: 1, device: DEVICE, ...others });
  });

  test('cost nothing else when they alone are damaged: then looking up is off', async () => {
    startWith({ dataFolder: '/somewhere/else', lookUp: { use: 'perhaps', services: 7 } });
    expect(await host.call('lookUp.settings', {})).toMatchObject({ use: 'off' });
    await host.call('lookUp.configure', { email: 'reader@example.org' });
    expect(kept()).toMatchObject({ device: DEVICE, dataFolder: '/somewhere/else' });
  });

  test('written by hand with an address that is not safe fall back to the service’s own', async () => {
    startWith({ lookUp: { use: 'on', ...arxivAt('http://elsewhere.example') } });
    expect((await host.call('lookUp.settings', {})).services.arxiv.address).toBe(LOOK_UP_ADDRESSES.arxiv);
  });

  test.each([
    ['https://mirror.example/api/', 'https://mirror.example/api'],
    ['http://127.0.0.1:9', 'http://127.0.0.1:9'],
    ['http://localhost:9/x', 'http://localhost:9/x'],
    ['http://[::1]:9/', 'http://[::1]:9'],
  ])('may name %s', async (address, kept) => {
    startWith({});
    expect((await host.call('lookUp.configure', arxivAt(address))).services.arxiv.address).toBe(kept);
  });

  test.each([
    'http://export.arxiv.org/api',
    'http://127.0.0.1.evil.example/',
    'http://192.168.0.1/',
    'https://user:secret@example.org/',
    'https://example.org/?q=',
    'https://example.org/#x',
    'file:///etc/passwd',
    'ftp://example.org/',
    'javascript:alert(1)',
    'example.org',
  ])('may not name %s; nothing is changed then', async address => {
    startWith({});
    const before = kept();
    await expect(host.call('lookUp.configure', { use: 'on', ...arxivAt(address) })).rejects.toMatchObject({
      code: 'badArguments',
      message: expect.stringContaining('The settings are as they were'),
    });
    expect(kept()).toEqual(before);
  });

  test.each(['nobody', 'a@b\r\nX-Evil: 1', 'a b@example.org', 'a@example.org) (x', 'a\u212A@example.org'])(
    'refuse %j as an email',
    async email => {
      startWith({});
      await expect(host.call('lookUp.configure', { email })).rejects.toMatchObject({ code: 'badArguments' });
    },
  );
});

test('While looking up is off, it is refused with a code of its own', async () => {
  startWith({});
  const by = { kind: 'arxiv', arxiv: '2310.01234' } as const;
  await expect(host.call('lookUp.find', { request: newId(), by })).rejects.toMatchObject({
    code: 'lookUpOff',
    message: expect.stringContaining('nothing was asked'),
  });
});
