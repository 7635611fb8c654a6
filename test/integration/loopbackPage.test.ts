import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLoopback, type RunningLoopback } from '../../main/loopback/start.ts';
import { createHttpClient } from '../../renderer/host/http.ts';
import { pageHeaders, rawRequest } from '../support/rawRequest.ts';
import { MAX_DUMP_BYTES } from '../../shared/host/limits.ts';

const folder = mkdtempSync(join(tmpdir(), 'pandect-loopback-'));
const page = join(folder, 'page');
let host: RunningLoopback;
let origin = '';
let token = '';

beforeAll(async () => {
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Pandect</title>');
  writeFileSync(join(page, 'assets', 'index.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const started = await startLoopback({ page, data: join(folder, 'data'), version: '0.0.0', port: 0 });
  if (started.kind !== 'running') throw new Error(started.kind);
  host = started;
  ({ origin } = new URL(host.address));
  token = host.address.split('#token=')[1] ?? '';
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const raw = (method: string, path: string, headers: Record<string, string>, body?: string) =>
  rawRequest(origin, method, path, headers, body);
const rightHeaders = () => pageHeaders(origin, token);

describe('what the browser keeps', () => {
  test('is thrown away by the answer to the call that asks for it, and by no other', async () => {
    const asked = await raw('POST', '/call/browser.clear', rightHeaders(), '{}');
    expect(JSON.parse(asked.body)).toEqual({ ok: true, value: null });
    expect(asked.headers['clear-site-data']).toBe('"storage"');
    const other = await raw('POST', '/call/app.info', rightHeaders(), '{}');
    expect(other.headers['clear-site-data']).toBeUndefined();
  });
});

describe('the files of the page', () => {
  const get = (path: string) => raw('GET', path, { Host: origin.slice('http://'.length) });

  test('come with a policy that allows nothing foreign and nothing inline', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/u);
    expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/u);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-type': 'text/html; charset=utf-8',
    });
  });

  test('are found with a query and under their own type', async () => {
    expect((await get('/?x=1')).status).toBe(200);
    expect((await get('/assets/index.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/assets/%00',
    '/data/loopback.json',
    'http://elsewhere.example/../secret.txt',
    '/assets',
    '/constructor',
  ])('%s leads nowhere', async path => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret.txt');
  });

  test('are not changed', async () => {
    expect((await raw('POST', '/', rightHeaders(), '{}')).status).toBe(405);
  });
});

describe('what is sent', () => {
  test('is told to be unreadable when it is no JSON', async () => {
    for (const body of ['', '{', '\xff\xfe', 'undefined']) {
      const answer = await raw('POST', '/call/app.info', rightHeaders(), body);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'badArguments' } });
    }
  });

  test('is refused when a call is larger than any call is', async () => {
    const answer = await raw('POST', '/call/app.info', rightHeaders(), ' '.repeat(1024 * 1024 + 1));
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'tooLarge' } });
  });

  test('is refused by its announced length before it is read', async () => {
    const headers = { ...rightHeaders(), 'Content-Type': 'application/octet-stream' };
    const answer = await raw('POST', '/call/dumps.read?name=x', {
      ...headers,
      'Content-Length': String(MAX_DUMP_BYTES + 1),
    }).catch((error: Error) => error.message);
    // The server may close the connection while the rest is still being announced; nothing is read in either case.
    expect(typeof answer === 'string' ? 413 : answer.status).toBe(413);
  });

  test('has a name when it is a dump', async () => {
    const headers = { ...rightHeaders(), 'Content-Type': 'application/octet-stream' };
    const answer = await raw('POST', '/call/dumps.read', headers, 'text');
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'badArguments' } });
  });

  test('never takes the server down', async () => {
    await raw('POST', '/call/__proto__', rightHeaders(), '{}');
    await raw('POST', '/call/%', rightHeaders(), '{}');
    expect((await raw('POST', '/call/app.info', rightHeaders(), '{}')).status).toBe(200);
  });
});

describe('the page’s own client', () => {
  test('throws the host’s refusals as themselves', async () => {
    const client = createHttpClient(origin, token);
    // Outside of a page fetch sends no Origin, which is refused whatever the token.
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'badArguments' });
  });

  test('says that the connection is lost when nobody listens', async () => {
    const client = createHttpClient('http://127.0.0.1:1', token);
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'connectionLost' });
  });

  test('says that a call was cancelled when it was', async () => {
    const client = createHttpClient(origin, token);
    await expect(client.call('app.info', {}, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
