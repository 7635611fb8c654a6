import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ReplayServices, send, TIDES, type Behaviour } from '../support/replayServices.ts';
import { endPrograms, start, type Started } from '../support/startElectron.ts';

let services: ReplayServices;
let program: Started;

beforeEach(async () => {
  services = await ReplayServices.start();
  program = await start();
  const off = { use: 'off' } as const;
  await program.call('lookUp.configure', {
    use: 'on',
    services: { ...services.settings.services, arxiv: off, semanticScholar: off, huggingFace: off },
  });
});
afterEach(async () => {
  endPrograms();
  await services.close();
});

const REQUEST = 'a'.repeat(32);
const find = () => program.call('lookUp.find', { request: REQUEST, by: { kind: 'doi', doi: TIDES.doi } });
const redirect =
  (location: string): Behaviour =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

describe('a look-up in Electron', () => {
  test('goes the way of the system’s settings, in a session of its own that keeps nothing', async () => {
    expect(await find()).toMatchObject({ ok: true, value: { works: [{ service: 'crossref', score: 1 }] } });
    expect(program.electron.requests).toMatchObject([
      {
        session: { name: 'look-up', options: { cache: false } },
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      },
    ]);
    expect(services.asked[0]?.headers['user-agent']).toMatch(/^Pandect\//u);
  });

  test('follows a service to another address of its own', async () => {
    services.next('crossref', redirect(`/crossref/works/${encodeURIComponent(TIDES.doi)}`));
    expect(await find()).toMatchObject({ ok: true, value: { works: [{ service: 'crossref' }] } });
    expect(services.asked).toHaveLength(2);
  });

  test('follows it nowhere else', async () => {
    services.next('crossref', redirect('http://elsewhere.example/works'));
    expect(await find()).toMatchObject({
      ok: true,
      value: {
        works: [],
        troubles: [{ message: expect.stringContaining('wanted to send Pandect elsewhere') as string }],
      },
    });
    expect(program.electron.requests).toHaveLength(1);
  });

  test('cuts an answer off that is too large', async () => {
    services.next('crossref', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(Buffer.alloc(5 * 1024 * 1024, ' '));
    });
    expect(await find()).toMatchObject({
      ok: true,
      value: { troubles: [{ message: expect.stringContaining('sent more than 4 MB') as string }] },
    });
  });

  test('can be cancelled while the service says nothing', async () => {
    let gone: Promise<unknown> | undefined;
    services.next('crossref', (_request, response) => {
      gone = new Promise(resolve => response.once('close', resolve));
    });
    const found = find();
    await services.until(1);
    await program.call('lookUp.cancel', { request: REQUEST });
    expect(await found).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await gone;
  });

  test('tells why a service could not be reached', async () => {
    services.next('crossref', request => request.socket.destroy());
    services.next('crossref', (_request, response) => send(response, 400, 'no', 'text/plain'));
    expect(await find()).toMatchObject({
      ok: true,
      value: { troubles: [{ message: expect.stringContaining('refused the question') as string }] },
    });
  });
});
