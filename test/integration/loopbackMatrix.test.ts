import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLoopback } from '../../main/loopback/start.ts';
import type { RunningLoopback } from '../../main/loopback/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'pandect-matrix-'));
const data = join(folder, 'data');
let host: RunningLoopback;
let port = '';
let keys: { readonly page: string; readonly instance: string };
let ticket = '';

beforeAll(async () => {
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Pandect</title>');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const started = await startLoopback({
    page,
    data,
    version: '0.0.0',
    port: 0,
    openWindow: address => (ticket = address.split('#ticket=')[1] ?? ''),
  });
  if (started.kind !== 'running') throw new Error(started.kind);
  host = started;
  ({ port } = new URL(host.address));
  keys = JSON.parse(readFileSync(join(data, 'loopback.json'), 'utf8')) as typeof keys;
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** As it came, with chunk lengths if it was chunked. */
  readonly body: string;
  /** How many answers came on the connection. */
  readonly answers: number;
}

/**
 * Sends bytes, as no browser would, and reads until the server ends the connection or, with `end`, has answered so much.
 * Status 0 means that the connection ended without an answer.
 */
function send(lines: readonly string[], body = '', end?: RegExp, address = '127.0.0.1'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ host: address, port: Number(port) });
    socket.setEncoding('latin1');
    socket.on('data', chunk => {
      text += String(chunk);
      if (end?.test(text)) socket.destroy();
    });
    socket.on('error', error => (text === '' && !socket.connecting ? reject(error) : undefined));
    socket.on('close', () => resolve(parsed(text)));
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
  });
}

function parsed(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map(
    line => [line.split(': ', 1)[0]?.toLowerCase() ?? '', line.replace(/^[^:]*: /u, '')] as const,
  );
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /u.exec(first)?.[1] ?? 0),
    headers: new Map(headers),
    body: rest.join('\r\n\r\n'),
    answers: text.match(/^HTTP\/1\.1 \d{3} /gmu)?.length ?? 0,
  };
}

/** A value of one part of a request, by the name it has in the matrix; `undefined` leaves the header out. */
type Choices = Readonly<Record<string, () => string | undefined>>;

const HOSTS: Choices = {
  'its address': () => `127.0.0.1:${port}`,
  localhost: () => `localhost:${port}`,
  'a name made to lead here': () => `evil.example:${port}`,
  'the address without the port': () => '127.0.0.1',
  'no host': () => undefined,
};
const ORIGINS: Choices = {
  'its own origin': () => `http://127.0.0.1:${port}`,
  'no origin': () => undefined,
  'a sandboxed page': () => 'null',
  'another site': () => 'https://evil.example',
  'another port': () => 'http://127.0.0.1:1',
};
const METHODS: Choices = { POST: () => 'POST', GET: () => 'GET', OPTIONS: () => 'OPTIONS' };
const TYPES: Choices = {
  JSON: () => 'application/json',
  'plain text': () => 'text/plain',
  'no type': () => undefined,
};
const TOKENS: Choices = {
  'the token': () => `Bearer ${keys.page}`,
  'no token': () => undefined,
  'another token': () => `Bearer ${'0'.repeat(64)}`,
  'the token of a second start': () => `Bearer ${keys.instance}`,
};
const TICKETS: Choices = {
  'the ticket': () => JSON.stringify({ ticket }),
  'no ticket': () => '{}',
  'another ticket': () => JSON.stringify({ ticket: '0'.repeat(64) }),
  'the token': () => JSON.stringify({ ticket: keys.page }),
};

interface Combination {
  readonly name: string;
  readonly host: string;
  readonly origin: string;
  readonly key: string;
  readonly method: string;
  readonly type: string;
}

/** Every combination by name; the first of each, which is the right one, comes last. */
function combinations(keysOfDoor: Choices): readonly Combination[] {
  const names = (choices: Choices) => Object.keys(choices);
  return names(HOSTS)
    .flatMap(host =>
      names(ORIGINS).flatMap(origin =>
        names(keysOfDoor).flatMap(key =>
          names(METHODS).flatMap(method =>
            names(TYPES).map(type => ({
              ...{ host, origin, key, method, type },
              name: `${method}, ${host}, ${origin}, ${key}, ${type}`,
            })),
          ),
        ),
      ),
    )
    .reverse();
}

function ask(path: string, doorKeys: Choices, chosen: Combination): Promise<Answer> {
  const key = doorKeys[chosen.key]?.();
  const [authorization, body] = doorKeys === TICKETS ? [undefined, key ?? ''] : [key, '{}'];
  const headers = {
    Host: HOSTS[chosen.host]?.(),
    Origin: ORIGINS[chosen.origin]?.(),
    Authorization: authorization,
    'Content-Type': TYPES[chosen.type]?.(),
    'Content-Length': String(body.length),
    Connection: 'close',
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  // The stream of events goes on until the page leaves.
  return send(
    [`${chosen.method} ${path} HTTP/1.1`, ...lines],
    body,
    path === '/events' ? /\r\n\r\n/u : undefined,
  );
}

/** What stands on every answer, whatever it says. */
function expectShutIn({ headers }: Answer): void {
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'/u);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect([...headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([]);
}

describe.each([
  ['/call/app.info', TOKENS],
  ['/events', TOKENS],
  ['/session', TICKETS],
])('of all combinations of method, host, origin, key and content type, %s answers', (path, doorKeys) => {
  const all = combinations(doorKeys);
  const right = all.at(-1);

  test(`one of ${all.length}`, async () => {
    const answered: string[] = [];
    // A few at a time; the right one when all others have had their turn, so that none used up its ticket.
    for (let from = 0; from < all.length - 1; from += 20) {
      const group = all.slice(from, Math.min(from + 20, all.length - 1));
      const answers = await Promise.all(group.map(chosen => ask(path, doorKeys, chosen)));
      for (const [at, answer] of answers.entries()) {
        if (answer.status < 400) answered.push(group[at]?.name ?? '');
        expect(answer.status, group[at]?.name).toBeGreaterThanOrEqual(400);
        expect(answer.body, group[at]?.name).not.toMatch(
          new RegExp(`${keys.page}|${keys.instance}|${data}`, 'u'),
        );
        expectShutIn(answer);
      }
    }
    if (!right) throw new Error('There is no combination.');
    const answer = await ask(path, doorKeys, right);
    expectShutIn(answer);
    if (answer.status === 200) answered.push(right.name);
    expect(answered).toEqual([`POST, its address, its own origin, ${Object.keys(doorKeys)[0]}, JSON`]);
  });
});

const rightLines = (path: string, length: number) => [
  `POST ${path} HTTP/1.1`,
  `Host: 127.0.0.1:${port}`,
  `Origin: http://127.0.0.1:${port}`,
  `Authorization: Bearer ${keys.page}`,
  'Content-Type: application/json',
  `Content-Length: ${length}`,
];

describe('a request made to be read in two ways', () => {
  const call = () => [...rightLines('/call/app.info', 2).slice(0, -1)];
  const close = 'Connection: close';

  test('the call itself is answered', async () => {
    const answer = await send([...call(), 'Content-Length: 2', close], '{}');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('"host":"loopback"');
  });

  test.each<[string, () => readonly string[], string]>([
    ['two lengths', () => [...call(), 'Content-Length: 2', 'Content-Length: 3', close], '{}'],
    ['two equal lengths', () => [...call(), 'Content-Length: 2', 'Content-Length: 2', close], '{}'],
    [
      'a length and chunks',
      () => [...call(), 'Content-Length: 2', 'Transfer-Encoding: chunked', close],
      '2\r\n{}\r\n0\r\n\r\n',
    ],
    [
      'a coding that is not the last',
      () => [...call(), 'Transfer-Encoding: chunked, identity', close],
      '2\r\n{}\r\n0\r\n\r\n',
    ],
    [
      'a space before the colon',
      () => [...call(), 'Transfer-Encoding : chunked', close],
      '2\r\n{}\r\n0\r\n\r\n',
    ],
    [
      'a chunk whose length is no number',
      () => [...call(), 'Transfer-Encoding: chunked', close],
      '0x2\r\n{}\r\n0\r\n\r\n',
    ],
    ['a length that is no number', () => [...call(), 'Content-Length: +2', close], '{}'],
    ['a negative length', () => [...call(), 'Content-Length: -1', close], '{}'],
    ['a folded header', () => [...call(), 'X: a', ' b', 'Content-Length: 2', close], '{}'],
    [
      'a header with a lone line feed',
      () => [...call(), 'X: a\nOrigin: x', 'Content-Length: 2', close],
      '{}',
    ],
    ['a NUL in a header', () => [...call(), 'X: a\0b', 'Content-Length: 2', close], '{}'],
    ['headers without end', () => [...call(), `X: ${'a'.repeat(40_000)}`, 'Content-Length: 2', close], '{}'],
    [
      'an unknown method',
      () => ['PANDECT /call/app.info HTTP/1.1', ...call().slice(1), 'Content-Length: 2', close],
      '{}',
    ],
    ['the beginning of HTTP/2', () => ['PRI * HTTP/2.0', '', 'SM'], ''],
    ['no HTTP at all', () => ['\x16\x03\x01\x02'], ''],
  ])('%s: it is refused, and the connection ended', async (_name, lines, body) => {
    const answer = await send(lines(), body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.answers).toBe(1);
    expect(answer.body).toBe('');
    expectShutIn(answer);
  });

  test.each([
    ['http://evil.example/call/app.info'],
    ['http://127.0.0.1/call/app.info'],
    ['//evil.example/call/app.info'],
    ['/call//app.info'],
    ['/call/../call/app.info'],
    ['/call/app.info%00'],
    ['/call/app.info/'],
    ['/CALL/app.info'],
    ['/call/constructor'],
    ['/call/__proto__'],
    ['*'],
  ])('a call at %s is none', async path => {
    const answer = await send([...rightLines(path, 2), close], '{}');
    expect(answer.body).not.toContain('"ok":true');
    expectShutIn(answer);
  });

  test('a call hidden in the body of a refused one is not heard', async () => {
    const hidden = `${[...rightLines('/call/app.info', 2)].join('\r\n')}\r\n\r\n{}`;
    const lines = [...rightLines('/nothing', hidden.length)];
    const answer = await send(lines, hidden);
    expect(answer.status).toBe(405);
    expect(answer.answers).toBe(1);
  });

  test('a line end in the path does not become a header', async () => {
    const answer = await send([
      `GET /%0d%0aSet-Cookie:%20x=1%0d%0a HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      close,
    ]);
    expect(answer.status).toBe(404);
    expect(answer.headers.has('set-cookie')).toBe(false);
  });

  test('nothing is switched to another protocol, tunnelled or traced', async () => {
    const upgrade = [
      'Connection: Upgrade, close',
      'Upgrade: websocket',
      'Sec-WebSocket-Key: eA==',
      'Sec-WebSocket-Version: 13',
    ];
    const socket = await send([...call().with(0, 'GET /events HTTP/1.1'), ...upgrade]);
    expect(socket.status).toBe(405);
    const tunnel = await send(['CONNECT evil.example:443 HTTP/1.1', `Host: 127.0.0.1:${port}`]);
    expect([0, 405]).toContain(tunnel.status);
    const trace = await send([...call().with(0, 'TRACE / HTTP/1.1'), close]);
    expect(trace.status).toBe(405);
    expect(trace.body).not.toContain(keys.page);
  });

  test('an expectation that nobody has is answered like the call without it', async () => {
    const answer = await send([...call(), 'Content-Length: 2', 'Expect: the-unexpected', close], '{}');
    expectShutIn(answer);
  });
});

describe('who asks from elsewhere', () => {
  test('a page that asks first whether it may, is not told so', async () => {
    const wish = [
      'OPTIONS /call/app.info HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Origin: https://evil.example',
      'Access-Control-Request-Method: POST',
      'Access-Control-Request-Headers: authorization, content-type',
      'Access-Control-Request-Private-Network: true',
      'Connection: close',
    ];
    const answer = await send(wish);
    expect(answer.status).toBe(405);
    expectShutIn(answer);
  });

  const others = [
    '127.0.0.2',
    '::1',
    ...Object.values(networkInterfaces())
      .flatMap(addresses => addresses ?? [])
      .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
      .map(({ address }) => address),
  ];
  test.skipIf(process.platform !== 'linux').each(others)(
    'nobody listens at %s (Linux: other systems wait)',
    async address => {
      await expect(send(['GET / HTTP/1.1'], '', undefined, address)).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:ECONNREFUSED|EADDRNOTAVAIL|ENETUNREACH|EHOSTUNREACH)$/u) as string,
      });
    },
  );

  test.each(['0.0.0.0', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '127.1', '2130706433', '127.0.0.2'])(
    'the page is not shown under the name %s',
    async name => {
      const answer = await send(['GET / HTTP/1.1', `Host: ${name}:${port}`, 'Connection: close']);
      expect(answer.status).toBe(421);
      expect(answer.body).not.toContain('<title>');
      expectShutIn(answer);
    },
  );
});

describe('a caller that takes its time', () => {
  test('holds up nobody else, however many of it there are', async () => {
    const stalled = Array.from({ length: 60 }, (_, at) => {
      const socket = connect({ host: '127.0.0.1', port: Number(port) });
      socket.on('error', () => undefined);
      const lines = rightLines('/call/dumps.read', 1_000).join('\r\n');
      // Some stop inside their headers, some inside their body.
      socket.write(at % 2 === 0 ? lines.slice(0, 100) : `${lines}\r\n\r\n{"`);
      return socket;
    });
    try {
      const answer = await send([...rightLines('/call/app.info', 2), 'Connection: close'], '{}');
      expect(answer.status).toBe(200);
    } finally {
      for (const socket of stalled) socket.destroy();
    }
    const after = await send([...rightLines('/call/app.info', 2), 'Connection: close'], '{}');
    expect(after.status).toBe(200);
  });

  test('is not listened to past the limit, when it says no length', async () => {
    const lines = rightLines('/call/app.info', 0).with(-1, 'Transfer-Encoding: chunked');
    const portion = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const answer = await send(lines, portion.repeat(17));
    expect(answer.status).toBe(413);
    expectShutIn(answer);
  });
});

describe('the files of the page', () => {
  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/.%00./secret.txt',
    '/assets/../../secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/%252e%252e/secret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/\u00c0\u00ae/secret.txt',
    '//secret.txt',
    '///etc/hostname',
    '/data/loopback.json',
    '/../data/loopback.json',
    'file:///etc/hostname',
    'http://127.0.0.1/../secret.txt',
    '/constructor',
    '/__proto__',
  ])('do not lead outside: %s', async path => {
    const answer = await send([`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Connection: close']);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toContain('secret');
    expectShutIn(answer);
  });
});
