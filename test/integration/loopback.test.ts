import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGreetings, newNonce, proofOf } from '../../main/lib/instanceProof.ts';
import { startLoopback } from '../../main/loopback/start.ts';
import { createTickets } from '../../main/loopback/tickets.ts';
import { loadTokens } from '../../main/lib/instanceTokens.ts';
import type { LoopbackOptions, RunningLoopback } from '../../main/loopback/start.ts';
import { readEvents } from '../../renderer/host/eventStream.ts';
import { addPaper } from '../support/libraryHost.ts';
import { pageHeaders, rawRequest } from '../support/rawRequest.ts';
import type { HostEvent } from '../../shared/host/api.ts';

const folder = mkdtempSync(join(tmpdir(), 'pandect-loopback-'));
const data = join(folder, 'data');
const page = join(folder, 'page');
const options: LoopbackOptions = { page, data, version: '0.0.0', port: 0 };
const windows: string[] = [];
let host: RunningLoopback;
let origin = '';
let token = '';

beforeAll(async () => {
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Pandect</title>');
  writeFileSync(join(page, 'assets', 'index.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  host = await running({ ...options, openWindow: address => windows.push(address) });
  ({ origin } = new URL(host.address));
  token = host.address.split('#token=')[1] ?? '';
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

async function running(given: LoopbackOptions): Promise<RunningLoopback> {
  const started = await startLoopback(given);
  if (started.kind !== 'running') throw new Error(started.kind);
  return started;
}

const raw = (method: string, path: string, headers: Record<string, string>, body?: string) =>
  rawRequest(origin, method, path, headers, body);
const rightHeaders = () => pageHeaders(origin, token);

describe('who may call', () => {
  const port = () => new URL(origin).port;
  const wrong: Record<string, () => Record<string, string | undefined>> = {
    'another host name': () => ({ Host: `localhost:${port()}` }),
    'a name that was made to lead here': () => ({ Host: `evil.example:${port()}` }),
    'a host without the port': () => ({ Host: '127.0.0.1' }),
    'no origin': () => ({ Origin: undefined }),
    'a foreign origin': () => ({ Origin: 'https://evil.example' }),
    'the origin of a sandboxed page': () => ({ Origin: 'null' }),
    'localhost as origin': () => ({ Origin: `http://localhost:${port()}` }),
    'another port as origin': () => ({ Origin: 'http://127.0.0.1:1' }),
    'no token': () => ({ Authorization: undefined }),
    'an empty token': () => ({ Authorization: 'Bearer ' }),
    'a wrong token': () => ({ Authorization: `Bearer ${'0'.repeat(64)}` }),
    'half of the token': () => ({ Authorization: `Bearer ${token.slice(0, 32)}` }),
    'the token in another scheme': () => ({ Authorization: `Basic ${token}` }),
    'no content type': () => ({ 'Content-Type': undefined }),
    'a content type that any page may send': () => ({ 'Content-Type': 'text/plain' }),
    'a form': () => ({ 'Content-Type': 'application/x-www-form-urlencoded' }),
  };

  test('our own page is answered', async () => {
    const answer = await raw('POST', '/call/app.info', rightHeaders(), '{}');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, value: { host: 'loopback' } });
  });

  for (const [name, change] of Object.entries(wrong)) {
    for (const path of ['/call/app.info', '/events', '/instance']) {
      // Who hands over proves itself in the body.
      if (path === '/instance' && name.includes('token')) continue;
      test(`${path} is refused with ${name}`, async () => {
        const changed = { ...rightHeaders(), ...change() };
        const sent = Object.entries(changed).filter(
          (pair): pair is [string, string] => pair[1] !== undefined,
        );
        const body = path === '/instance' ? JSON.stringify(handingOver([])) : '{}';
        const answer = await raw('POST', path, Object.fromEntries(sent), body);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.body).not.toContain(data);
        expect(answer.body).not.toContain(token);
      });
    }
  }

  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('a call with %s is refused', async method => {
    const answer = await raw(method, '/call/app.info', rightHeaders());
    expect(answer.status).toBe(405);
    expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([]);
  });

  test('the token of an instance can’t call', async () => {
    const headers = { ...rightHeaders(), Authorization: `Bearer ${instanceToken()}` };
    expect((await raw('POST', '/call/app.info', headers, '{}')).status).toBe(401);
  });
});

/** What a start that knows no secret says to hand its paths over. */
function handingOver(paths: readonly string[], more: object = {}) {
  return { hello: newNonce(), nonce: newNonce(), proof: newNonce(), paths, ...more };
}

describe('handing over', () => {
  const say = async (said: object) => raw('POST', '/instance', rightHeaders(), JSON.stringify(said));
  const greet = async (hello: string) => JSON.parse((await say({ hello })).body).value;
  const proof = (said: { hello: string; nonce: string; origin?: string; paths?: readonly string[] }) =>
    proofOf(instanceToken(), 'start', { origin, ...said });

  test('is answered with a proof, and taken with one', async () => {
    const hello = newNonce();
    const { nonce, proof: theirs } = await greet(hello);
    expect(theirs).toBe(proofOf(instanceToken(), 'instance', { hello, nonce, origin }));
    const paths = [join(folder, 'nothing')];
    const answer = await say({ hello, nonce, paths, proof: proof({ hello, nonce, paths }) });
    expect(answer.status).toBe(200);
  });

  test.each([
    'no greeting',
    'an unknown number',
    'the token of a page',
    'other paths',
    'another port',
    'the proof of the instance',
  ])('is refused with %s', async what => {
    const hello = newNonce();
    const { nonce, proof: theirs } = await greet(hello);
    const right = { hello, nonce, paths: ['/a'], proof: proof({ hello, nonce, paths: ['/a'] }) };
    const wrong: Record<string, object> = {
      'no greeting': { ...right, hello: newNonce() },
      'an unknown number': { ...right, nonce: newNonce() },
      'the token of a page': {
        ...right,
        proof: proofOf(token, 'start', { hello, nonce, origin, paths: ['/a'] }),
      },
      'other paths': { ...right, paths: ['/b'] },
      'another port': {
        ...right,
        proof: proof({ hello, nonce, paths: ['/a'], origin: 'http://127.0.0.1:1' }),
      },
      'the proof of the instance': { ...right, proof: theirs },
    };
    expect((await say(wrong[what] ?? {})).status).toBe(401);
  });

  test('is taken once', async () => {
    const hello = newNonce();
    const { nonce } = await greet(hello);
    const said = { hello, nonce, paths: [], proof: proof({ hello, nonce }) };
    expect((await say(said)).status).toBe(200);
    expect((await say(said)).status).toBe(401);
  });

  test('must follow soon on the greeting', () => {
    let now = 0;
    const greetings = createGreetings(
      'secret',
      () => origin,
      () => now,
    );
    const hello = newNonce();
    const { nonce } = greetings.greet(hello);
    now = 10_001;
    const proof = proofOf('secret', 'start', { hello, nonce, origin });
    expect(greetings.accept({ hello, nonce, proof, paths: [] })).toBe(false);
  });

  test.each([{ paths: ['/etc/hostname'] }, { hello: 'short' }, [], null])('takes no %j', async said => {
    expect((await say(said as object)).status).toBe(400);
  });

  test('tells no secret to a program that took the port first', async () => {
    const heard: string[] = [];
    const thief = createHttpServer((request, response) => {
      heard.push(JSON.stringify(request.headers));
      request.on('data', chunk => heard.push(String(chunk)));
      request.on('end', () => {
        response.writeHead(200, { pandect: '1', 'Content-Type': 'application/json' });
        response.end(
          JSON.stringify({ ok: true, value: { nonce: newNonce(), proof: newNonce(), window: 'raised' } }),
        );
      });
    });
    await new Promise<void>(resolve => thief.listen(0, '127.0.0.1', resolve));
    const { port } = thief.address() as AddressInfo;
    expect(await startLoopback({ ...options, port, paths: ['/secret/dump.txt'] })).toEqual({
      kind: 'otherLibrary',
      port,
    });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.join()).not.toContain(token);
    expect(heard.join()).not.toContain(instanceToken());
    expect(heard.join()).not.toContain('dump.txt');
    await new Promise(resolve => thief.close(resolve));
  });
});

describe('the ticket in the address of a window', () => {
  const redeem = (ticket: unknown, more: Record<string, string> = {}) => {
    const headers: Record<string, string> = rightHeaders();
    delete headers['Authorization'];
    return raw('POST', '/session', { ...headers, ...more }, JSON.stringify({ ticket }));
  };
  const newest = () => windows.at(-1)?.split('#ticket=')[1] ?? '';

  test('is turned into the token once', async () => {
    const ticket = newest();
    expect((await redeem(ticket, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await redeem(ticket, { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect(JSON.parse((await redeem(ticket)).body)).toEqual({ ok: true, value: token });
    expect((await redeem(ticket)).status).toBe(401);
  });

  test.each(['', '0'.repeat(64), 'constructor', 17, null])('%j is none', async ticket => {
    const answer = await redeem(ticket);
    expect(answer.status).toBe(401);
    expect(answer.body).not.toContain(token);
  });

  test('is too old after a minute', () => {
    let now = 0;
    const tickets = createTickets(() => now);
    const [early, late] = [tickets.issue(), tickets.issue()];
    now = 59_999;
    expect(tickets.redeem(early)).toBe(true);
    now = 60_000;
    expect(tickets.redeem(late)).toBe(false);
  });
});

function instanceToken(): string {
  return JSON.parse(readFileSync(join(data, 'loopback.json'), 'utf8')).instance;
}

/** Opens the event stream as a page does; `next` resolves with the next event. */
async function openEvents(session?: string) {
  const abort = new AbortController();
  const response = await fetch(`${origin}/events${session === undefined ? '' : `?session=${session}`}`, {
    method: 'POST',
    headers: rightHeaders(),
    body: '{}',
    signal: abort.signal,
  });
  const seen: HostEvent[] = [];
  const waiting: (() => void)[] = [];
  const tell = (event: HostEvent) => {
    seen.push(event);
    waiting.splice(0).forEach(wake => wake());
  };
  if (!response.body) throw new Error('The stream has no body.');
  const ended = readEvents(response.body, tell).catch(() => undefined);
  const next = async () => {
    while (seen.length === 0) await new Promise<void>(resolve => waiting.push(resolve));
    return seen.shift();
  };
  return { next, close: () => abort.abort(), ended };
}

describe('the library of a page', () => {
  const session = (digit: string) => digit.repeat(32);
  const call = async (name: string, args: object) =>
    JSON.parse((await raw('POST', `/call/${name}`, rightHeaders(), JSON.stringify(args))).body);
  const open = async (digit: string, access = 'write') =>
    (await call('library.open', { session: session(digit), access })).value;

  test('is free for another when the page’s stream has ended', async () => {
    const events = await openEvents(session('a'));
    expect(await open('a')).toMatchObject({ access: 'write' });
    expect(await open('b')).toMatchObject({ access: 'held', holder: { kind: 'window', canTakeOver: true } });
    events.close();
    expect(await open('b')).toMatchObject({ access: 'write', lastEnd: 'first' });
    await call('library.close', { session: session('b') });
  });

  test('is handed over when another asks for it', async () => {
    const events = await openEvents(session('c'));
    expect(await open('c')).toMatchObject({ access: 'write' });
    const taking = open('d', 'takeOver');
    expect(await events.next()).toEqual({ name: 'library.takenOver', data: { session: session('c') } });
    await call('library.close', { session: session('c') });
    expect(await taking).toMatchObject({ access: 'write' });
    const late = await call('library.append', { session: session('c'), changes: [addPaper(1)] });
    expect(late).toMatchObject({ ok: false, error: { code: 'notTheWriter' } });
    await call('library.close', { session: session('d') });
    events.close();
    await events.ended;
  });

  test('takes changes that are larger than other calls may be', async () => {
    await open('e');
    const change = addPaper(1);
    const [papers] = change.patches;
    const text = 'long '.repeat(500_000);
    const abstracts = { kind: 'put', table: 'abstracts', rows: [{ id: '1'.repeat(32), text }] };
    const changes = [{ ...change, patches: [papers, abstracts] }];
    expect(await call('library.append', { session: session('e'), changes })).toEqual({
      ok: true,
      value: { seq: 1 },
    });
    await call('library.close', { session: session('e') });
  });
});

describe('a second start', () => {
  const again = (paths: readonly string[]) =>
    startLoopback({ ...options, port: Number(new URL(origin).port), paths });

  test('does not open a second window while the first is still coming', async () => {
    const own: string[] = [];
    const data = join(folder, 'twice');
    const first = await running({ ...options, data, openWindow: address => own.push(address) });
    const port = Number(new URL(first.address).port);
    expect(await startLoopback({ ...options, data, port })).toMatchObject({ window: 'opened' });
    expect(own).toHaveLength(1);
    await first.close();
  });

  test('opens the window again when no page is open any more', async () => {
    const events = await openEvents();
    events.close();
    await expect.poll(() => host.pages()).toBe(0);
    const before = windows.length;
    expect(await again([])).toEqual({ kind: 'handedOver', address: host.address, window: 'opened' });
    const [address = ''] = windows.slice(before);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#ticket=[0-9a-f]{64}$/u);
    expect(address).not.toContain(token);
  });

  test('hands its files over and asks the window to come forward', async () => {
    const events = await openEvents();
    expect(host.pages()).toBe(1);
    writeFileSync(join(folder, 'offered.txt'), 'something to read');
    expect(await again([join(folder, 'offered.txt')])).toMatchObject({
      kind: 'handedOver',
      window: 'raised',
    });
    expect(await events.next()).toEqual({ name: 'dumps.offered', data: {} });
    expect(await events.next()).toEqual({ name: 'window.raise', data: {} });
    const offer = JSON.parse((await raw('POST', '/call/dumps.offered', rightHeaders(), '{}')).body);
    expect(offer.value.files).toMatchObject([{ name: 'offered.txt', size: 17 }]);
    events.close();
    await events.ended;
  });

  test('with another data folder says whose port it is', async () => {
    const port = Number(new URL(origin).port);
    expect(await startLoopback({ ...options, port, data: join(folder, 'other') })).toEqual({
      kind: 'otherLibrary',
      port,
    });
  });

  test('tells when another program holds the port', async () => {
    const other = createServer(socket => socket.destroy());
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await startLoopback({ ...options, port })).toEqual({ kind: 'portTaken', port });
    await new Promise(resolve => other.close(resolve));
  });
});

test('the keys are for their owner alone, and stay the same', async () => {
  expect(token).toMatch(/^[0-9a-f]{64}$/u);
  if (process.platform !== 'win32') {
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, 'loopback.json')).mode & 0o777).toBe(0o600);
  }
  const second = await running(options);
  expect(second.address.split('#')[1]).toBe(`token=${token}`);
  await second.close();
});

test.each(['missing', 'damaged'])(
  'two first starts at one instant have one file of keys (%s)',
  async what => {
    const data = join(folder, `instant-${what}`);
    mkdirSync(data);
    if (what === 'damaged') writeFileSync(join(data, 'loopback.json'), '{');
    const file = join(data, 'loopback.json');
    const starts = await Promise.all(Array.from({ length: 24 }, () => loadTokens(file)));
    expect(new Set([...starts, await loadTokens(file)].map(({ page }) => page)).size).toBe(1);
  },
);

test('a damaged file of keys is replaced', async () => {
  const damaged = join(folder, 'damaged');
  mkdirSync(damaged);
  writeFileSync(join(damaged, 'loopback.json'), '{"page":"short"}', { mode: 0o644 });
  const started = await running({ ...options, data: damaged });
  expect(started.address).toMatch(/#token=[0-9a-f]{64}$/u);
  if (process.platform !== 'win32') expect(statSync(join(damaged, 'loopback.json')).mode & 0o777).toBe(0o600);
  await started.close();
});

test('closing ends the streams of open pages', async () => {
  const own = await running({ ...options, data: join(folder, 'closing') });
  const response = await fetch(`${new URL(own.address).origin}/events`, {
    method: 'POST',
    headers: {
      Origin: new URL(own.address).origin,
      Authorization: `Bearer ${own.address.split('#token=')[1]}`,
      'Content-Type': 'application/json',
    },
    body: '{}',
  });
  const ended = readEvents(response.body as ReadableStream<Uint8Array<ArrayBuffer>>, () => {}).then(
    () => 'ended',
    () => 'ended',
  );
  await own.close();
  expect(await ended).toBe('ended');
});
