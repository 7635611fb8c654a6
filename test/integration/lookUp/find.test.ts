import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LookUpResult } from '../../../shared/host/lookUpApi.ts';
import type { TestHost } from '../../support/libraryHost.ts';
import { LookUpHost, type By } from '../../support/lookUpHost.ts';
import { SCHOLAR_ID, TIDES, type ReplayServices } from '../../support/replayServices.ts';
import type { LookUpService } from '../../../shared/host/lookUpServices.ts';

let looking: LookUpHost;
let services: ReplayServices;
let host: TestHost;

beforeEach(async () => {
  looking = await LookUpHost.start();
  ({ services, host } = looking);
});
afterEach(() => looking.end());

const find = (by: By): Promise<LookUpResult> => looking.find(by);
const ofService = (result: LookUpResult, service: LookUpService) =>
  result.works.find(work => work.service === service);

const AUTHORS = [
  { given: 'Ada', family: 'Lakewater' },
  { given: 'Jan', family: 'van der Meer' },
];
const DAY = { year: 2024, month: 12, day: 3 };
const ABSTRACT = 'We let attention ebb < flow over long logs. The α-tides follow.';

describe('By its arXiv id', () => {
  test('a paper is told by arXiv first, by those who know its DOI, and by the others', async () => {
    const { works, troubles } = await find({ kind: 'arxiv', arxiv: 'arXiv:2412.99901v2' });
    expect(troubles).toEqual([]);
    expect(works.map(({ service, score }) => [service, score])).toEqual([
      ['arxiv', 1],
      ['crossref', 1],
      ['semanticScholar', 1],
      ['huggingFace', 1],
    ]);
  });

  test('arXiv tells everything it has', async () => {
    const found = await find({ kind: 'arxiv', arxiv: TIDES.arxiv });
    expect(ofService(found, 'arxiv')).toEqual({
      service: 'arxiv',
      score: 1,
      page: 'https://arxiv.org/abs/2412.99901',
      details: {
        title: TIDES.title,
        abstract: ABSTRACT,
        authors: AUTHORS,
        issued: DAY,
        venue: 'Journal of Invented Tides 17 (2024)',
        doi: TIDES.doi,
        arxiv: TIDES.arxiv,
        arxivClass: 'cs.LG',
      },
    });
  });

  test('Crossref tells everything it has, without the markup of its abstracts', async () => {
    const found = await find({ kind: 'doi', doi: TIDES.doi });
    expect(ofService(found, 'crossref')).toEqual({
      service: 'crossref',
      score: 1,
      page: `https://doi.org/${TIDES.doi}`,
      details: {
        title: TIDES.title,
        abstract: `${ABSTRACT} In italics.\nAnd more.`,
        authors: AUTHORS,
        issued: DAY,
        venue: TIDES.venue,
        doi: TIDES.doi,
        url: `https://press.example/${TIDES.doi}`,
      },
    });
  });

  test('Semantic Scholar and Hugging Face tell everything they have', async () => {
    const found = await find({ kind: 'arxiv', arxiv: TIDES.arxiv });
    const common = {
      title: TIDES.title,
      abstract: ABSTRACT,
      authors: AUTHORS,
      issued: DAY,
      arxiv: TIDES.arxiv,
    };
    expect(ofService(found, 'semanticScholar')).toEqual({
      service: 'semanticScholar',
      score: 1,
      page: `https://www.semanticscholar.org/paper/${SCHOLAR_ID}`,
      details: { ...common, venue: TIDES.venue, doi: TIDES.doi },
    });
    expect(ofService(found, 'huggingFace')).toEqual({
      service: 'huggingFace',
      score: 1,
      page: `https://huggingface.co/papers/${TIDES.arxiv}`,
      details: { ...common, organisation: TIDES.organisation },
    });
  });

  test('a paper nobody knows gives nothing, and no trouble', async () => {
    expect(await find({ kind: 'arxiv', arxiv: '2412.99902' })).toEqual({ works: [], troubles: [] });
  });

  test('a paper with an id of the old form is asked for where such are known', async () => {
    services.works = [{ ...TIDES, arxiv: 'cs/0301001' }];
    const { works } = await find({ kind: 'arxiv', arxiv: 'cs/0301001' });
    expect(works.map(({ service }) => service)).toEqual(['arxiv', 'crossref', 'semanticScholar']);
    expect(services.askedOf('huggingFace')).toEqual([]);
  });
});

describe('By its DOI', () => {
  test('a paper is told by Crossref and Semantic Scholar', async () => {
    const { works } = await find({ kind: 'doi', doi: 'https://doi.org/10.5555/TIDES.2024.17' });
    expect(works.map(({ service }) => service)).toEqual(['crossref', 'semanticScholar']);
    expect(services.askedOf('arxiv')).toEqual([]);
  });

  test('of arXiv, it is asked for by its id', async () => {
    const { works } = await find({ kind: 'doi', doi: `10.48550/arXiv.${TIDES.arxiv}` });
    expect(works[0]?.service).toBe('arxiv');
    expect(services.askedOf('arxiv')[0]).toContain(`id_list=${TIDES.arxiv}`);
  });

  test('a work of another DOI is not passed off as it', async () => {
    services.works = [{ ...TIDES, doi: '10.5555/other' }];
    services.next('crossref', (_, response) => {
      response.end(JSON.stringify({ status: 'ok', message: { DOI: '10.5555/other', title: ['Another'] } }));
    });
    expect((await find({ kind: 'doi', doi: TIDES.doi })).works).toEqual([]);
  });

  test('a DOI that would lead elsewhere in a service stays in its place', async () => {
    await find({ kind: 'doi', doi: '10.5555/../../admin?x=1#y&z' });
    expect(services.asked.map(({ path }) => path)).toEqual([
      '/works/10.5555%2F..%2F..%2Fadmin%3Fx%3D1%23y%26z',
    ]);
  });
});

describe('By an address', () => {
  test.each([
    [`https://arxiv.org/pdf/${TIDES.arxiv}v3`, 'arxiv'],
    [`https://huggingface.co/papers/${TIDES.arxiv}`, 'arxiv'],
    [`https://www.alphaxiv.org/abs/${TIDES.arxiv}`, 'arxiv'],
    [`https://doi.org/${TIDES.doi}`, 'crossref'],
    [`https://press.example/doi/full/${TIDES.doi}`, 'crossref'],
    [`https://press.example/article/${TIDES.doi}/pdf`, 'crossref'],
    [`https://press.example/content/${encodeURIComponent(TIDES.doi)}.full.pdf?x=1`, 'crossref'],
    [`https://www.semanticscholar.org/paper/Tidal-Attention/${SCHOLAR_ID}`, 'semanticScholar'],
  ] as const)('%s, what it names is asked for at %s', async (url, service) => {
    const { works } = await find({ kind: 'url', url });
    expect(works[0]).toMatchObject({ service, score: 1, details: { title: TIDES.title } });
  });

  test('an address of the ACL anthology is a DOI', async () => {
    await find({ kind: 'url', url: 'https://aclanthology.org/2023.acl-long.1/' });
    expect(services.askedOf('crossref')).toEqual(['/works/10.18653%2Fv1%2F2023.acl-long.1']);
  });

  test.each(['https://openreview.net/forum?id=abcdefg', 'https://blog.example/tides', `http://127.0.0.1:1/`])(
    '%s names no paper: that is said, and nobody is asked',
    async url => {
      await expect(find({ kind: 'url', url })).rejects.toMatchObject({
        code: 'notFound',
        message: expect.stringContaining('never fetches the page'),
      });
      expect(services.connections).toBe(0);
    },
  );

  test.each<By>([
    { kind: 'url', url: 'not an address' },
    { kind: 'arxiv', arxiv: 'tides' },
    { kind: 'doi', doi: '11.1/x' },
    { kind: 'title', title: ' — ' },
  ])('%j is refused in words, and nobody is asked', async by => {
    await expect(find(by)).rejects.toMatchObject({
      code: 'badArguments',
      message: expect.stringContaining('Nothing was asked'),
    });
    expect(services.connections).toBe(0);
  });
});

describe('By its title', () => {
  test('every service is asked, and the same title written otherwise is nearly sure', async () => {
    const { works } = await find({
      kind: 'title',
      title: 'tidal attention finds slow moons in noisy logs and other archives',
    });
    expect(works.map(({ service }) => service).sort()).toEqual([
      'arxiv',
      'crossref',
      'huggingFace',
      'semanticScholar',
    ]);
    for (const { score } of works) expect(score).toBe(0.99);
  });

  test('nearer titles come first, far ones not at all', async () => {
    services.works = [
      { ...TIDES, arxiv: '2412.99903', doi: '10.5555/3', title: 'Tidal Archives' },
      {
        ...TIDES,
        arxiv: '2412.99904',
        doi: '10.5555/4',
        title: 'Tidal Attention Finds Slow Moons in Noisy Logs, Part II',
      },
      {
        ...TIDES,
        arxiv: '2412.99905',
        doi: '10.5555/5',
        title: 'Tidal Attention Finds Slow Moons in Noisy Logs',
      },
    ];
    const { works } = await find({ kind: 'title', title: 'Tidal Attention Finds Slow Moons in Noisy Logs' });
    const fromCrossref = works.filter(({ service }) => service === 'crossref');
    expect(fromCrossref.map(({ details, score }) => [details.doi, Math.round(score * 100)])).toEqual([
      ['10.5555/5', 99],
      ['10.5555/4', 38],
    ]);
  });

  test('what would be the query language of arXiv is words to it', async () => {
    await find({ kind: 'title', title: 'Tides" OR all:moons AND ti:("x"' });
    const asked = new URLSearchParams(services.askedOf('arxiv')[0]?.slice('/query?'.length));
    expect(asked.get('search_query')).toBe('ti:"Tides OR all moons AND ti x"');
  });

  test('a subtitle that Crossref keeps apart belongs to the title', async () => {
    services.works = [{ ...TIDES, title: 'Slow <i>Moons</i>', subtitle: 'A Tale of Tides' }];
    const { works } = await find({ kind: 'title', title: 'Slow Moons: A Tale of Tides' });
    expect(works.find(({ service }) => service === 'crossref')?.details.title).toBe(
      'Slow Moons: A Tale of Tides',
    );
  });
});

describe('A service that is off', () => {
  test('is not asked; the others are', async () => {
    const off = { use: 'off' } as const;
    await host.call('lookUp.configure', { services: { arxiv: off, huggingFace: off } });
    const { works } = await find({ kind: 'arxiv', arxiv: TIDES.arxiv });
    expect(works.map(({ service }) => service)).toEqual(['crossref', 'semanticScholar']);
    expect(services.askedOf('arxiv')).toEqual([]);
    expect(services.askedOf('huggingFace')).toEqual([]);
  });

  test('when no other can tell, is a reason to say so', async () => {
    const off = { use: 'off' } as const;
    await host.call('lookUp.configure', { services: { crossref: off, semanticScholar: off } });
    await expect(find({ kind: 'doi', doi: TIDES.doi })).rejects.toMatchObject({ code: 'lookUpOff' });
  });
});

describe('While looking up is off', () => {
  test('no service is ever connected to, whatever is asked', async () => {
    await host.call('lookUp.configure', { use: 'off' });
    const asked: By[] = [
      { kind: 'arxiv', arxiv: TIDES.arxiv },
      { kind: 'doi', doi: TIDES.doi },
      { kind: 'url', url: `https://arxiv.org/abs/${TIDES.arxiv}` },
      { kind: 'title', title: TIDES.title },
    ];
    for (const by of asked) await expect(find(by)).rejects.toMatchObject({ code: 'lookUpOff' });
    expect(services.connections).toBe(0);
    await host.call('lookUp.configure', { use: 'on' });
    await find({ kind: 'arxiv', arxiv: TIDES.arxiv });
    expect(services.connections, 'the server counts').toBeGreaterThan(0);
  });
});

describe('What the services are told of the user', () => {
  test('is nothing but the question: no cookie, no referrer, and the email to Crossref alone', async () => {
    await host.call('lookUp.configure', { email: 'reader@example.org' });
    services.next('arxiv', (_, response) => {
      response.setHeader('set-cookie', 'tracker=1; Path=/');
      response.end('<feed></feed>');
    });
    await find({ kind: 'arxiv', arxiv: '2412.99902' });
    await find({ kind: 'arxiv', arxiv: TIDES.arxiv });
    for (const { service, headers } of services.asked) {
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('referer');
      expect(headers).not.toHaveProperty('origin');
      expect(JSON.stringify(headers).includes('reader@example.org')).toBe(service === 'crossref');
      expect(headers['user-agent']).toMatch(
        /^Pandect\/0\.0\.0-test \(https:\/\/github\.com\/pandect\/pandect/u,
      );
    }
    expect(services.asked.map(({ service }) => service)).toContain('crossref');
    expect(services.asked.map(({ path }) => path).join()).not.toContain('reader');
  });
});
