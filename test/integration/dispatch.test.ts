import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createDispatch } from '../../main/dispatch.ts';
import { createHost } from '../../main/host.ts';
import { preparePaths } from '../../main/paths.ts';
import type { Shell } from '../../main/shell.ts';
import { hostCalls } from '../../shared/host/api.ts';
import { HostError } from '../../shared/host/wire.ts';

const data = mkdtempSync(join(tmpdir(), 'pandect-dispatch-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const opened: string[] = [];
const copied: string[] = [];
beforeEach(() => {
  opened.length = 0;
  copied.length = 0;
});

const shell: Shell = {
  kind: 'electron',
  version: '1.2.3',
  chooseFiles: async () => [],
  askWhere: async () => null,
  showFile: async () => undefined,
  openExternal: async url => void opened.push(url),
  writeClipboard: async text => void copied.push(text),
  clearBrowser: async () => undefined,
  emit: () => {},
};
const host = createHost(shell, preparePaths(data));

async function errorOf(name: unknown, args: unknown) {
  const reply = await host.dispatch(name, args);
  return reply.ok ? undefined : reply.error;
}

describe('the name of a call', () => {
  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '',
    'app.Info',
    'app.info ',
  ])('%j is unknown', async name => {
    expect((await errorOf(name, {}))?.code).toBe('unknownCall');
  });

  test.each([undefined, null, 0, true, ['app.info'], { toString: () => 'app.info' }])(
    '%j is no name',
    async name => {
      expect((await errorOf(name, {}))?.code).toBe('unknownCall');
    },
  );
});

describe('the arguments of a call', () => {
  test.each(Object.keys(hostCalls))('%s takes nothing that it did not declare', async name => {
    for (const args of [undefined, null, 1, 'text', { surprise: 1 }, JSON.parse('{"__proto__":{"a":1}}')]) {
      expect((await errorOf(name, args))?.code, JSON.stringify(args)).toBe('badArguments');
    }
  });

  test('a path can’t be smuggled in where a ticket is meant', async () => {
    expect((await errorOf('dumps.read', { path: '/etc/hostname' }))?.code).toBe('badArguments');
    expect((await errorOf('dumps.read', { ticket: '/etc/hostname' }))?.code).toBe('notFound');
    expect(
      (await errorOf('dumps.listings', { dump: '../x', digest: '0'.repeat(32), from: 0, count: 1 }))?.code,
    ).toBe('badArguments');
  });

  test('a refusal names the place, but not the value', async () => {
    const error = await errorOf('links.open', { url: 17 });
    expect(error?.message).toContain('url');
    expect(error?.message).not.toContain('17');
  });
});

describe('links', () => {
  test.each([
    'http://example.org/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'https://name:secret@example.org/',
    'https://',
    'example.org',
    ' ',
  ])('%j is not opened', async url => {
    expect((await errorOf('links.open', { url }))?.code).toBe('badArguments');
    expect(opened).toEqual([]);
  });

  test('an https link is opened as the URL parser understood it', async () => {
    expect(await host.dispatch('links.open', { url: 'HTTPS://Example.org/a b' })).toEqual({
      ok: true,
      value: null,
    });
    expect(opened).toEqual(['https://example.org/a%20b']);
  });
});

test('the clipboard gets the text as it is', async () => {
  await host.dispatch('clipboard.write', { text: '@article{ä}\n' });
  expect(copied).toEqual(['@article{ä}\n']);
});

test('app.info tells who serves the page', async () => {
  const reply = await host.dispatch('app.info', {});
  expect(reply).toMatchObject({ ok: true, value: { host: 'electron', version: '1.2.3', dataFolder: data } });
});

describe('what goes wrong in a service', () => {
  test('keeps its code and message when it was foreseen', async () => {
    const dispatch = createDispatch({
      ...host.handlers,
      'app.info': async () => {
        throw new HostError('readOnly', 'In words.');
      },
    });
    expect(await dispatch('app.info', {})).toEqual({
      ok: false,
      error: { code: 'readOnly', message: 'In words.' },
    });
  });

  test('is told in general to the page and in full to the log when it was not', async () => {
    const lines: string[] = [];
    const dispatch = createDispatch(
      {
        ...host.handlers,
        'app.info': () => {
          throw new Error('secret at /home/someone');
        },
      },
      line => lines.push(line),
    );
    const reply = await dispatch('app.info', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toMatch(/secret|home|\.ts/u);
    expect(lines.join('\n')).toContain('secret at /home/someone');
  });
});
