import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpClient } from '../../renderer/host/http.ts';
import type { HostClient } from '../../renderer/host/types.ts';

let server: Server;
let client: HostClient;

/** The next page that opens the stream, which is answered at once. */
async function nextStream(): Promise<ServerResponse> {
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  response.write('\n');
  return response;
}

beforeEach(async () => {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = createHttpClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('The stream of events', () => {
  test('asks for what was offered before it opened, each time that it opens', async () => {
    let wake = (): void => undefined;
    const told = () => new Promise<void>(resolve => (wake = resolve));
    const stop = client.listen('dumps.offered', () => wake());
    const [first] = await Promise.all([nextStream(), told()]);
    first.destroy();
    await Promise.all([nextStream(), told()]);
    stop();
  });

  test('tells the host which session the page has, from when it opens the library', async () => {
    const session = '5'.repeat(32);
    const addresses: (string | undefined)[] = [];
    server.on('request', (request, response) => {
      addresses.push(request.url);
      if (request.url?.startsWith('/call/')) response.end('{"ok":true,"value":null}');
    });
    const stop = client.listen('window.raise', () => {});
    const closed = once(await nextStream(), 'close');
    await Promise.all([client.call('library.open', { session, access: 'write' }), closed]);
    await expect.poll(() => addresses).toContain(`/events?session=${session}`);
    await client.call('library.open', { session, access: 'takeOver' });
    expect(addresses.filter(address => address?.startsWith('/events'))).toHaveLength(2);
    stop();
  });

  test('is let go when the last listener is gone, and opened again for the next', async () => {
    const stops = [client.listen('window.raise', () => {}), client.listen('dumps.offered', () => {})];
    const closed = once(await nextStream(), 'close');
    for (const stop of stops) stop();
    await closed;
    const raised = new Promise(resolve => client.listen('window.raise', resolve));
    (await nextStream()).write('{"name":"window.raise","data":{}}\n');
    expect(await raised).toEqual({});
  });
});
