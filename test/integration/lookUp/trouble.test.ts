import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LookUpResult } from '../../../shared/host/lookUpApi.ts';
import { withHiddenShown } from '../../../shared/text/visible.ts';
import { LookUpHost, type By } from '../../support/lookUpHost.ts';
import {
  ReplayServices,
  TIDES,
  atomEntry,
  atomFeed,
  json,
  send,
  type Behaviour,
} from '../../support/replayServices.ts';
import type { LookUpService } from '../../../shared/host/lookUpServices.ts';

let looking: LookUpHost;
let services: ReplayServices;

beforeEach(async () => {
  looking = await LookUpHost.start();
  ({ services } = looking);
});
afterEach(() => looking.end());

const BY_ARXIV: By = { kind: 'arxiv', arxiv: TIDES.arxiv };
const BY_DOI: By = { kind: 'doi', doi: TIDES.doi };
const find = (by: By = BY_ARXIV): Promise<LookUpResult> => looking.find(by);
const answering =
  (text: string, type = 'application/json'): Behaviour =>
  (_, response) =>
    send(response, 200, text, type);
const messageOf = (result: LookUpResult, service: LookUpService): string =>
  result.troubles.find(trouble => trouble.service === service)?.message ?? '';

describe('An answer in no form that is known', () => {
  test.each<[LookUpService, string, string, string]>([
    ['semanticScholar', 'broken JSON', '{"title": "Tides", ', 'something that is no JSON'],
    ['semanticScholar', 'a web page', '<!DOCTYPE html><html><h1>Down', 'a web page instead of data'],
    ['semanticScholar', 'JSON of another kind', '{"title": 7}', 'a form that Pandect does not know'],
    ['semanticScholar', 'a JSON null', 'null', 'a form that Pandect does not know'],
    ['huggingFace', 'a list of nothing known', '[1, "x", null]', 'a form that Pandect does not know'],
    ['huggingFace', 'nested beyond measure', '['.repeat(2_000_000), 'something that is no JSON'],
    ['arxiv', 'a web page', '<!DOCTYPE html><html><body><p>Hello</html>', 'a web page instead of data'],
    ['arxiv', 'a well-formed web page', '<html><body>Hello</body></html>', 'no Atom feed'],
    ['arxiv', 'broken XML', '<feed><entry><title>Tides</entry></feed>', 'no Atom feed'],
    ['arxiv', 'XML nested beyond measure', `<feed>${'<a>'.repeat(100_000)}`, 'no Atom feed'],
    [
      'arxiv',
      'names of prototypes',
      '<feed><entry><__proto__><x>1</x></__proto__></entry></feed>',
      'no Atom feed',
    ],
    ['arxiv', 'nothing', '', 'no Atom feed'],
    ['huggingFace', 'nothing', '', 'something that is no JSON'],
  ])('of %s (%s: %#) is a trouble in words, and the others tell', async (service, _, text, words) => {
    services.next(service, answering(text));
    const result = await find();
    expect(result.troubles.map(trouble => trouble.service)).toEqual([service]);
    expect(messageOf(result, service)).toContain(words);
    if (text !== '') expect(messageOf(result, service)).not.toContain(text.slice(0, 10));
    expect(result.works.length).toBeGreaterThanOrEqual(2);
  });

  test('of Crossref is a trouble as well', async () => {
    services.next('crossref', answering('{"status":"ok","message":[]}'));
    expect(messageOf(await find(BY_DOI), 'crossref')).toContain('a form that Pandect does not know');
  });

  test('is asked for again the next time', async () => {
    services.next('semanticScholar', answering('oops'));
    expect((await find()).troubles).toHaveLength(1);
    expect((await find()).troubles).toEqual([]);
  });

  test('among others of a list costs only itself', async () => {
    await looking.only('huggingFace');
    services.next('huggingFace', (_, response) =>
      json(response, 200, [{ paper: { id: 5 } }, { paper: { id: TIDES.arxiv, title: TIDES.title } }]),
    );
    expect((await find({ kind: 'title', title: TIDES.title })).works).toHaveLength(1);
  });

  test('with entities of its own is not read at all', async () => {
    await looking.only('arxiv');
    const levels = Array.from(
      { length: 12 },
      (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
    );
    const bomb = `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY e0 "moon">${levels.join('')}]>`;
    services.next('arxiv', answering(`${bomb}<feed><entry><title>&e12;</title></entry></feed>`));
    const result = await find();
    expect(messageOf(result, 'arxiv')).toContain('never followed');
    expect(result.works).toEqual([]);
  });

  test('that is how arXiv says that it did not understand is told as that', async () => {
    const error = `<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title><summary>incorrect id</summary></entry>`;
    services.next('arxiv', answering(atomFeed([error])));
    const result = await find();
    expect(messageOf(result, 'arxiv')).toContain('did not understand the question');
    expect(result.works.map(({ details }) => details.title)).not.toContain('Error');
  });
});

describe('An answer that is too much', () => {
  test('is cut off while it comes, and the connection with it', async () => {
    await looking.only('semanticScholar');
    let sent = 0;
    const closed = new Promise<void>(resolve => {
      services.next('semanticScholar', (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const chunk = Buffer.alloc(64 * 1024, ' ');
        const more = (): void => {
          sent += chunk.length;
          if (!response.destroyed) response.write(chunk, more);
        };
        response.on('close', resolve);
        more();
      });
    });
    expect(messageOf(await find(), 'semanticScholar')).toContain('more than 4 MB');
    await closed;
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test('by its own account is not even begun', async () => {
    await looking.only('semanticScholar');
    services.next('semanticScholar', (_, response) => {
      response.writeHead(200, { 'content-length': `${5 * 1024 * 1024}` }).flushHeaders();
    });
    expect(messageOf(await find(), 'semanticScholar')).toContain('more than 4 MB');
  });

  test.each([
    ['once', 'gzip', () => gzipSync(Buffer.alloc(200 * 1024 * 1024))],
    ['twice', 'gzip, gzip', () => gzipSync(gzipSync(Buffer.alloc(200 * 1024 * 1024)))],
  ])('only when it is unpacked (packed %s) is cut off, too', async (_, encoding, pack) => {
    await looking.only('semanticScholar');
    const bomb = pack();
    services.next('semanticScholar', (_request, response) =>
      send(response, 200, bomb, 'application/json', { 'content-encoding': encoding }),
    );
    const before = process.memoryUsage().rss;
    expect(messageOf(await find(), 'semanticScholar')).toContain('more than 4 MB');
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  test('that is packed and of a fair size is read', async () => {
    await looking.only('huggingFace');
    const text = JSON.stringify({ id: TIDES.arxiv, title: TIDES.title });
    services.next('huggingFace', (_, response) =>
      send(response, 200, gzipSync(text), 'application/json', { 'content-encoding': 'gzip' }),
    );
    expect((await find()).works).toHaveLength(1);
  });
});

describe('An answer that never comes', () => {
  test.each<[string, number, Behaviour]>([
    ['because nothing is said', 20_000, () => undefined],
    ['to its end', 45_000, (_, response) => void response.writeHead(200).write('{"title":')],
  ])('%s is given up after its time, and the others tell', async (_, ms, behaviour) => {
    services.next('semanticScholar', behaviour);
    const result = find();
    await services.until(3);
    await untilSettled(() => services.asked.length >= 4);
    looking.timing.passDeadlines(ms);
    const { works, troubles } = await result;
    expect(troubles).toEqual([
      {
        service: 'semanticScholar',
        message: 'Semantic Scholar took too long to answer. Nothing came from there.',
      },
    ]);
    expect(works[0]?.service).toBe('arxiv');
    expect(services.askedOf('semanticScholar'), 'not tried again').toHaveLength(1);
  });
});

/** Turns the loop until the condition holds, or for a thousand turns. */
async function untilSettled(isSo: () => boolean): Promise<void> {
  for (let turns = 0; turns < 1_000 && !isSo(); turns++) await new Promise(resolve => setImmediate(resolve));
}

describe('A redirect', () => {
  const to =
    (location: string): Behaviour =>
    (_, response) =>
      void response.writeHead(302, { location }).end();

  test('within the service is followed', async () => {
    await looking.only('huggingFace');
    services.next('huggingFace', to(`/huggingFace/papers/${TIDES.arxiv}?again=1`));
    expect((await find()).works).toHaveLength(1);
  });

  test('to anywhere else is not, and nothing is sent there', async () => {
    const elsewhere = await ReplayServices.start();
    await looking.only('huggingFace');
    services.next('huggingFace', to(`${elsewhere.origin}/huggingFace/papers/${TIDES.arxiv}`));
    const result = await find();
    expect(messageOf(result, 'huggingFace')).toContain('wanted to send Pandect elsewhere');
    expect(elsewhere.connections).toBe(0);
    await elsewhere.close();
  });

  test.each([
    'http://localhost:1/',
    'file:///etc/passwd',
    'data:application/json,{}',
    'http://',
    '//evil.example/',
  ])('to %s is not', async location => {
    await looking.only('huggingFace');
    services.next('huggingFace', to(location));
    expect((await find()).troubles).toHaveLength(1);
  });

  test('in circles ends', async () => {
    await looking.only('huggingFace');
    services.next('huggingFace', ...Array.from({ length: 10 }, () => to('/huggingFace/papers/round')));
    expect(messageOf(await find(), 'huggingFace')).toContain('round in circles');
    expect(services.asked).toHaveLength(4);
  });
});

describe('Fields that were made to do harm', () => {
  const HOSTILE = '\u202e<script>alert(1)</script>\u0000 \u200bTides\ud800';

  test('are text, on one line, with nothing hidden in it', async () => {
    services.works = [
      {
        ...TIDES,
        title: HOSTILE,
        abstract: `${HOSTILE}\n\n${HOSTILE}`,
        venue: HOSTILE,
        organisation: HOSTILE,
      },
    ];
    const { works } = await find({ kind: 'title', title: 'script alert 1 script Tides' });
    expect(works.length).toBeGreaterThanOrEqual(3);
    for (const { details } of works) {
      for (const text of [
        details.title,
        details.abstract ?? '',
        details.venue ?? '',
        details.organisation ?? '',
      ]) {
        expect(withHiddenShown(text)).toBe(text);
      }
      expect(details.title).not.toContain('\n');
    }
  });

  test('lose scripts and tags where the service sends markup', async () => {
    services.next('crossref', (_, response) =>
      json(response, 200, {
        message: {
          DOI: TIDES.doi,
          title: [
            'Tides <script>alert(1)</script><img src=x onerror=alert(2)> of <mml:math><mml:mi>x</mml:mi></mml:math>',
          ],
          abstract: '&lt;p&gt;Tides &amp;amp; moons&lt;/p&gt;<style>p{}</style>',
          author: [{ family: '<b>Lake</b>', given: 'A\u202eda' }, { name: 'Tide Group' }, {}],
          resource: { primary: { URL: 'javascript:alert(1)' } },
        },
      }),
    );
    const [found] = (await find(BY_DOI)).works;
    expect(found?.details).toEqual({
      title: 'Tides of x',
      abstract: 'Tides & moons',
      authors: [{ family: 'Lake', given: 'Ada' }, { literal: 'Tide Group' }],
      doi: TIDES.doi,
    });
  });

  test('never become prototypes', async () => {
    services.next(
      'huggingFace',
      answering(
        `{"id":"${TIDES.arxiv}","title":"Tides","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`,
      ),
    );
    await looking.only('huggingFace');
    const [found] = (await find()).works;
    expect(found?.details.title).toBe('Tides');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(found?.details).not.toHaveProperty('polluted');
  });

  test('are cut off where they go on and on', async () => {
    const authors = Array.from({ length: 50_000 }, (_, index) => ({ name: `Ada Lake${index}` }));
    await looking.only('semanticScholar');
    services.next('semanticScholar', (_, response) =>
      json(response, 200, { title: 'Tides '.repeat(10_000), abstract: 'moon '.repeat(100_000), authors }),
    );
    const [found] = (await find()).works;
    expect(found?.details.title.length).toBeLessThanOrEqual(1_000);
    expect(found?.details.abstract?.length).toBeLessThanOrEqual(50_000);
    expect(found?.details.authors).toHaveLength(6_000);
  });

  test('with impossible dates and identifiers are left out', async () => {
    await looking.only('semanticScholar');
    services.next('semanticScholar', (_, response) =>
      json(response, 200, {
        paperId: '../../admin',
        title: 'Tides',
        year: 1e9,
        publicationDate: '2024-13-99',
        externalIds: { DOI: 'not a doi', ArXiv: null },
      }),
    );
    const [found] = (await find()).works;
    expect(found).toEqual({
      service: 'semanticScholar',
      score: 1,
      details: { title: 'Tides', issued: { year: 2024 } },
    });
  });

  test('of an entry without a title give no work', async () => {
    await looking.only('arxiv');
    services.next('arxiv', answering(atomFeed([atomEntry({ ...TIDES, title: ' ' })])));
    expect((await find()).works).toEqual([]);
  });
});
