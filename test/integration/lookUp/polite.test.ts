import { chmodSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LookUpResult } from '../../../shared/host/lookUpApi.ts';
import { newId } from '../../support/libraryHost.ts';
import { LookUpHost, type By } from '../../support/lookUpHost.ts';
import { ReplayServices, TIDES, send, type Behaviour } from '../../support/replayServices.ts';

let looking: LookUpHost;
let services: ReplayServices;

beforeEach(async () => {
  looking = await LookUpHost.start();
  ({ services } = looking);
});
afterEach(() => looking.end());

const BY_ARXIV: By = { kind: 'arxiv', arxiv: TIDES.arxiv };
const find = (by: By = BY_ARXIV): Promise<LookUpResult> => looking.find(by);
const unknown = (number: number): By => ({ kind: 'arxiv', arxiv: `2412.9${`${number}`.padStart(4, '0')}` });
const status =
  (code: number, headers = {}): Behaviour =>
  (_, response) =>
    send(response, code, 'Rate exceeded.', 'text/plain', headers);
const reset: Behaviour = request => void request.socket.destroy();

describe('The pace', () => {
  test('is one request to arXiv every three seconds, a second for Semantic Scholar', async () => {
    await looking.only('arxiv');
    for (const number of [1, 2, 3]) await find(unknown(number));
    expect(looking.timing.paused).toEqual([3_000, 3_000]);
    await looking.only('semanticScholar');
    for (const number of [4, 5]) await find(unknown(number));
    expect(looking.timing.paused.slice(2)).toEqual([1_100]);
  });

  test('counts the time that has passed anyway', async () => {
    await looking.only('arxiv');
    await find(unknown(1));
    looking.timing.time += 2_000;
    await find(unknown(2));
    looking.timing.time += 10_000;
    await find(unknown(3));
    expect(looking.timing.paused).toEqual([1_000]);
  });

  test('holds for a whole selection at once, over one connection to a service', async () => {
    await looking.only('arxiv');
    await Promise.all(Array.from({ length: 12 }, (_, number) => find(unknown(number))));
    expect(services.asked).toHaveLength(12);
    expect(looking.timing.paused).toEqual(Array.from({ length: 11 }, () => 3_000));
    expect(services.connections).toBe(1);
  });
});

describe('Many arXiv ids', () => {
  const COUNT = 300;
  const works = Array.from({ length: COUNT }, (_, at) => ({
    ...TIDES,
    arxiv: `2412.${String(at + 10_000)}`,
    title: `Tides ${at}`,
  }));
  const ids = works.map(({ arxiv }) => arxiv);
  const findAhead = (at: number): Promise<LookUpResult> =>
    find({ kind: 'arxiv', arxiv: ids[at] ?? '', ahead: ids.slice(at + 1, at + 50) });

  beforeEach(async () => {
    await looking.only('arxiv');
    services.works = works;
  });

  test('are asked for fifty at a time, each answered for itself', async () => {
    for (const [at, { title }] of works.entries()) {
      expect((await findAhead(at)).works.map(({ details }) => details.title)).toEqual([title]);
    }
    expect(services.asked).toHaveLength(COUNT / 50);
    expect(looking.timing.paused).toEqual(Array.from({ length: COUNT / 50 - 1 }, () => 3_000));
  });

  test('of which some are unknown leave these to be asked for alone', async () => {
    services.works = works.filter((_, at) => at !== 1);
    expect((await findAhead(0)).works).toHaveLength(1);
    expect((await findAhead(1)).works).toEqual([]);
    expect((await findAhead(2)).works).toHaveLength(1);
    expect(services.askedOf('arxiv').at(-1)).toContain(`id_list=${ids[1]}&`);
  });

  test('are asked for one by one where the answer to many is none', async () => {
    services.next('arxiv', (_, response) => send(response, 200, '<feed><entry'.repeat(100), 'text/xml'));
    expect((await findAhead(0)).works).toHaveLength(1);
    expect(services.asked).toHaveLength(2);
  });

  test('wait as long as arXiv says', async () => {
    services.next('arxiv', status(429, { 'retry-after': '7' }));
    expect((await findAhead(0)).works).toHaveLength(1);
    expect(looking.timing.paused).toEqual([7_000]);
    expect(services.asked).toHaveLength(2);
  });
});

describe('A service that is overburdened', () => {
  test('is asked again after the time it names', async () => {
    await looking.only('semanticScholar');
    services.next('semanticScholar', status(429, { 'retry-after': '7' }));
    const { works, troubles } = await find();
    expect(works).toHaveLength(1);
    expect(troubles).toEqual([]);
    expect(looking.timing.paused).toEqual([7_000]);
  });

  test('and names a long time is left alone until then, without another request', async () => {
    await looking.only('semanticScholar');
    services.next('semanticScholar', status(429, { 'retry-after': '3600' }));
    expect((await find()).troubles[0]?.message).toBe(
      'Semantic Scholar has too many questions to answer. It is left alone for 60 minutes; try again then.',
    );
    expect((await find(unknown(1))).troubles[0]?.message).toContain('left alone for 60 minutes');
    expect(services.asked).toHaveLength(1);
    looking.timing.time += 3_600_000;
    expect((await find()).works).toHaveLength(1);
  });

  test('as arXiv says it, in plain words with any status, is asked again', async () => {
    await looking.only('arxiv');
    services.next('arxiv', status(200));
    expect((await find()).works).toHaveLength(1);
    expect(looking.timing.paused).toEqual([3_000]);
  });
});

describe('A service that is out of order', () => {
  test.each([
    ['answers 500', status(500)],
    ['answers 503', status(503)],
    ['resets the connection', reset],
  ])('(%s) is asked a few times, with longer and longer pauses', async (_, behaviour) => {
    await looking.only('crossref');
    services.next('crossref', behaviour, behaviour, behaviour);
    expect((await find({ kind: 'doi', doi: TIDES.doi })).works).toHaveLength(1);
    expect(looking.timing.paused).toEqual([1_000, 2_000, 4_000]);
  });

  test('for good is given up in words, and not asked for the rest of a selection', async () => {
    await looking.only('crossref');
    services.next('crossref', ...Array.from({ length: 9 }, () => reset));
    const dois = ['10.5555/1', '10.5555/2', '10.5555/3'];
    const results = await Promise.all(dois.map(doi => find({ kind: 'doi', doi })));
    for (const { troubles } of results) {
      expect(troubles[0]?.message).toMatch(
        /^Crossref could not be reached \(.+\)\. It is left alone for 30 seconds; try again then\.$/u,
      );
    }
    expect(services.asked).toHaveLength(4);
  });

  test('that nobody listens at is said to be out of reach', async () => {
    await looking.only('crossref');
    const gone = await ReplayServices.start();
    await looking.host.call('lookUp.configure', { services: { crossref: { address: gone.origin } } });
    await gone.close();
    const { troubles } = await find({ kind: 'doi', doi: TIDES.doi });
    expect(troubles[0]?.message).toContain('could not be reached (ECONNREFUSED)');
  });

  test('and refuses is not asked again', async () => {
    await looking.only('crossref');
    services.next('crossref', (_, response) => send(response, 403, 'No.', 'text/plain'));
    expect((await find({ kind: 'doi', doi: TIDES.doi })).troubles[0]?.message).toBe(
      'Crossref refused the question (status 403). Nothing came from there.',
    );
    expect(services.asked).toHaveLength(1);
  });
});

describe('Cancelling', () => {
  const cancelled = { code: 'cancelled', message: expect.stringContaining('Nothing was changed') };
  const silent: Behaviour = () => undefined;
  const halfway: Behaviour = (_, response) => void response.writeHead(200).write('{');

  /** Resolves when the service sees its connection end. */
  function hangingUp(behaviour: Behaviour): Promise<void> {
    return new Promise(resolve => {
      services.next('semanticScholar', (request, response) => {
        response.on('close', resolve);
        behaviour(request, response);
      });
    });
  }

  test.each([
    ['an answer', silent],
    ['the rest of an answer', halfway],
  ])('while waiting for %s ends at once, and hangs up', async (_, behaviour) => {
    await looking.only('semanticScholar');
    const hungUp = hangingUp(behaviour);
    const request = newId();
    const finding = looking.find(BY_ARXIV, request);
    await services.until(1);
    await looking.host.call('lookUp.cancel', { request });
    await expect(finding).rejects.toMatchObject(cancelled);
    await hungUp;
  });

  test('in the line behind another look-up ends at once, and asks nothing', async () => {
    await looking.only('semanticScholar');
    services.next('semanticScholar', silent);
    const [first, second] = [newId(), newId()];
    const one = looking.find(BY_ARXIV, first);
    const two = looking.find(unknown(1), second);
    await services.until(1);
    await looking.host.call('lookUp.cancel', { request: second });
    await expect(two).rejects.toMatchObject(cancelled);
    await looking.host.call('lookUp.cancel', { request: first });
    await expect(one).rejects.toMatchObject(cancelled);
    expect((await find()).works, 'the line goes on').toHaveLength(1);
    expect(services.asked).toHaveLength(2);
  });

  test.each<[string, Behaviour[]]>([
    ['between two requests', []],
    ['before another try', [status(429, { 'retry-after': '9' })]],
  ])('in the pause %s ends at once', async (_, behaviours) => {
    await looking.only('semanticScholar');
    if (behaviours.length === 0) await find(unknown(1));
    services.next('semanticScholar', ...behaviours);
    looking.timing.holding = 'pauses';
    const request = newId();
    const finding = looking.find(BY_ARXIV, request);
    await looking.timing.untilPaused();
    await looking.host.call('lookUp.cancel', { request });
    await expect(finding).rejects.toMatchObject(cancelled);
    expect(services.asked).toHaveLength(1);
  });

  test('what is over, or was never begun, does nothing', async () => {
    expect(await looking.host.call('lookUp.cancel', { request: newId() })).toBeNull();
  });

  test.each<[string, (session: string) => unknown]>([
    ['its page goes away', session => looking.host.host.pageGone(session)],
    ['the window closes', () => looking.host.host.allPagesGone()],
    ['the program ends', () => looking.host.host.close()],
    ['looking up is turned off', () => looking.host.call('lookUp.configure', { use: 'off' })],
  ])('happens when %s', async (_, happens) => {
    const [mine, other] = [newId(), newId()];
    looking.host.host.pageHere(mine);
    looking.host.host.pageHere(other);
    await looking.only('semanticScholar');
    services.next('semanticScholar', silent);
    const finding = looking.find(BY_ARXIV, newId(), mine);
    await services.until(1);
    const seen = expect(finding).rejects.toMatchObject(cancelled);
    await happens(mine);
    await seen;
  });

  test('does not happen when a page only opens its stream of events anew', async () => {
    const mine = newId();
    looking.host.host.pageHere(mine);
    const finding = looking.find(BY_ARXIV, newId(), mine);
    looking.host.host.pageHere(mine);
    looking.host.host.pageGone(mine);
    expect((await finding).works.length).toBeGreaterThan(0);
  });

  test('does not happen when another page goes away', async () => {
    const [mine, other] = [newId(), newId()];
    looking.host.host.pageHere(mine);
    looking.host.host.pageHere(other);
    const finding = looking.find(BY_ARXIV, newId(), mine);
    looking.host.host.pageGone(other);
    expect((await finding).works.length).toBeGreaterThan(0);
  });
});

describe('What was answered once', () => {
  const folder = () => join(looking.config, 'cache', 'lookUp');
  const DAY = 24 * 60 * 60 * 1_000;

  test('is told again without asking anybody, in another run as well', async () => {
    const first = await find();
    const asked = services.asked.length;
    expect(await find()).toEqual(first);
    looking.restart();
    expect(await find()).toEqual(first);
    expect(services.asked).toHaveLength(asked);
  });

  test('is asked once when it is asked for twice at a time', async () => {
    await looking.only('arxiv');
    await Promise.all([find(), find(), find()]);
    expect(services.asked).toHaveLength(1);
  });

  test('is asked for again after a month, and after a day when nothing was known', async () => {
    await looking.only('arxiv');
    const askedAfter = async (ms: number, by: By): Promise<number> => {
      looking.now += ms;
      await find(by);
      return services.asked.length;
    };
    expect(await askedAfter(0, BY_ARXIV)).toBe(1);
    expect(await askedAfter(29 * DAY, BY_ARXIV)).toBe(1);
    expect(await askedAfter(2 * DAY, BY_ARXIV)).toBe(2);
    expect(await askedAfter(0, unknown(1))).toBe(3);
    expect(await askedAfter(DAY - 1, unknown(1))).toBe(3);
    expect(await askedAfter(1, unknown(1))).toBe(4);
  });

  test('and is damaged since is asked for again', async () => {
    await looking.only('arxiv');
    const damages = [
      (text: string) => text.slice(0, 40),
      () => '{"pandect":"answer"}',
      (text: string) => text.replace(/"text":".*"/u, '"text":"oops"'),
      (text: string) => text.replace('2412.99901', '2412.99999'),
    ];
    await find();
    for (const [index, damage] of damages.entries()) {
      const [file = ''] = readdirSync(folder());
      writeFileSync(join(folder(), file), damage(readFileSync(join(folder(), file), 'utf8')));
      expect((await find()).works).toHaveLength(1);
      expect(services.asked).toHaveLength(index + 2);
    }
  });

  test.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    await find();
    chmodSync(folder(), 0o755);
    await find(unknown(1));
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    const modes = readdirSync(folder()).map(name => statSync(join(folder(), name)).mode & 0o777);
    expect(modes.length).toBeGreaterThan(3);
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });

  test('does not depend on a folder that can’t be written', async () => {
    writeFileSync(join(looking.config, 'cache'), 'a file in its place');
    expect((await find()).works.length).toBeGreaterThan(0);
  });

  test('is not told while looking up is off', async () => {
    await find();
    await looking.host.call('lookUp.configure', { use: 'off' });
    await expect(find()).rejects.toMatchObject({ code: 'lookUpOff' });
  });
});
