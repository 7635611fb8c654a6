import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Timing } from '../../main/services/lookUp/timing.ts';
import type { LookUpService } from '../../shared/host/lookUpServices.ts';

/** An invented paper as all four services know it. */
export interface ReplayedWork {
  readonly arxiv: string;
  readonly doi: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly abstract: string;
  readonly authors: readonly { readonly given: string; readonly family: string }[];
  /** ISO 8601 day. */
  readonly day: string;
  readonly venue: string;
  readonly organisation: string;
}

export const TIDES: ReplayedWork = {
  arxiv: '2412.99901',
  doi: '10.5555/tides.2024.17',
  title: 'Tidal Attention Finds Slow Moons in Noisy Logs & Other Archives',
  abstract: 'We let attention ebb < flow over\n  long logs. The α-tides follow.',
  authors: [
    { given: 'Ada', family: 'Lakewater' },
    { given: 'Jan', family: 'van der Meer' },
  ],
  day: '2024-12-03',
  venue: 'Journal of Invented Tides',
  organisation: 'Institute of Slow Moons',
};

/** Does with a request whatever a test wants. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A server of this machine that answers like arXiv, Crossref, Semantic Scholar and Hugging Face: their real forms, with the
 * fields that nobody here reads, about invented papers. What a test gives to `next` comes first.
 */
export class ReplayServices {
  readonly asked: {
    readonly service: LookUpService;
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
  }[] = [];
  connections = 0;
  works: readonly ReplayedWork[] = [TIDES];
  readonly #next = new Map<LookUpService, Behaviour[]>();
  readonly #server: Server;
  #waiting: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', () => this.connections++);
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      this.#answer(request, response),
    );
  }

  static async start(): Promise<ReplayServices> {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new ReplayServices(server);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** For `lookUp.configure`. */
  get settings() {
    const at = (service: LookUpService) => ({ address: `${this.origin}/${service}` });
    return {
      use: 'on',
      services: {
        arxiv: at('arxiv'),
        crossref: at('crossref'),
        semanticScholar: at('semanticScholar'),
        huggingFace: at('huggingFace'),
      },
    } as const;
  }

  /** What the next requests to a service meet, in order; then it is itself again. */
  next(service: LookUpService, ...behaviours: readonly Behaviour[]): void {
    this.#next.set(service, [...(this.#next.get(service) ?? []), ...behaviours]);
  }

  askedOf(service: LookUpService): string[] {
    return this.asked.filter(each => each.service === service).map(({ path }) => path);
  }

  /** Resolves when so many requests have come. */
  async until(count: number): Promise<void> {
    while (this.asked.length < count) await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.origin);
    const service = url.pathname.split('/')[1] as LookUpService;
    const path = `${url.pathname.slice(service.length + 1)}${url.search}`;
    this.asked.push({ service, path, headers: request.headers });
    for (const resolve of this.#waiting.splice(0)) resolve();
    const behaviour = this.#next.get(service)?.shift();
    if (behaviour) behaviour(request, response);
    else REPLAYS[service](new URL(path, this.origin), this.works, response);
  }
}

type Replay = (url: URL, works: readonly ReplayedWork[], response: ServerResponse) => void;

const REPLAYS: Readonly<Record<LookUpService, Replay>> = {
  arxiv: (url, works, response) => {
    const id = url.searchParams.get('id_list');
    const query = /^ti:"(.*)"$/u.exec(url.searchParams.get('search_query') ?? '')?.[1];
    const found = works.filter(work =>
      id === null ? isLike(work.title, query) : id.split(',').includes(work.arxiv),
    );
    send(response, 200, atomFeed(found.map(atomEntry)), 'application/atom+xml; charset=utf-8');
  },
  crossref: (url, works, response) => {
    const doi = /^\/works\/(.+)$/u.exec(url.pathname)?.[1];
    if (doi === undefined) {
      const items = works.filter(work => isLike(work.title, url.searchParams.get('query.bibliographic')));
      const message = {
        facets: {},
        'total-results': items.length,
        items: items.map(crossrefWork),
        'items-per-page': 5,
      };
      return json(response, 200, {
        status: 'ok',
        'message-type': 'work-list',
        'message-version': '1.0.0',
        message,
      });
    }
    const work = works.find(each => each.doi === decodeURIComponent(doi));
    if (work === undefined) return send(response, 404, 'Resource not found.', 'text/plain');
    const message = crossrefWork(work);
    json(response, 200, { status: 'ok', 'message-type': 'work', 'message-version': '1.0.0', message });
  },
  semanticScholar: (url, works, response) => {
    if (url.pathname === '/paper/search/match') {
      const work = works.find(each => isLike(each.title, url.searchParams.get('query')));
      if (work === undefined) return json(response, 404, { error: 'Title match not found' });
      return json(response, 200, { data: [{ ...scholarPaper(work), matchScore: 174.23 }] });
    }
    const id = decodeURIComponent(url.pathname.slice('/paper/'.length));
    const work = works.find(each => [`ARXIV:${each.arxiv}`, `DOI:${each.doi}`, SCHOLAR_ID].includes(id));
    if (work === undefined) return json(response, 404, { error: `Paper with id ${id} not found` });
    json(response, 200, scholarPaper(work));
  },
  huggingFace: (url, works, response) => {
    if (url.pathname === '/papers/search') {
      const found = works.filter(work => isLike(work.title, url.searchParams.get('q')));
      const items = found.map(work => ({
        paper: faceIt(work),
        title: work.title,
        numComments: 2,
        thumbnail: 'https://x.example/t.png',
      }));
      return json(response, 200, items);
    }
    const work = works.find(each => `/papers/${each.arxiv}` === url.pathname);
    if (work === undefined) return json(response, 404, { error: 'Paper not found' });
    json(response, 200, faceIt(work));
  },
};

/** The id of a page at Semantic Scholar that leads to every work. */
export const SCHOLAR_ID = '0123456789abcdef0123456789abcdef01234567';

/** Services find titles by some of their words. */
function isLike(title: string, query: string | null | undefined): boolean {
  const words = (query ?? '').toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.some(word => word.length > 4 && title.toLowerCase().includes(word));
}

export function send(
  response: ServerResponse,
  status: number,
  text: string | Buffer,
  type: string,
  headers = {},
): void {
  response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, JSON.stringify(value), 'application/json');
}

/** The whole answer about one work, asked for by an identifier. */
export function answerAbout(service: LookUpService, work: ReplayedWork): string {
  switch (service) {
    case 'arxiv':
      return atomFeed([atomEntry(work)]);
    case 'crossref':
      return JSON.stringify({ status: 'ok', 'message-type': 'work', message: crossrefWork(work) });
    case 'semanticScholar':
      return JSON.stringify(scholarPaper(work));
    case 'huggingFace':
      return JSON.stringify(faceIt(work));
  }
}

function xml(text: string): string {
  return text.replace(/[&<>"]/gu, sign => `&#${sign.codePointAt(0)};`);
}

/** A feed of the arXiv API. */
export function atomFeed(entries: readonly string[]): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <title>arXiv Query: search_query=&amp;id_list=&amp;start=0&amp;max_results=5</title>
  <updated>2026-11-20T00:00:00Z</updated>
  <link href="https://arxiv.org/api/query?search_query=&amp;start=0" type="application/atom+xml"/>
  <opensearch:itemsPerPage>5</opensearch:itemsPerPage>
  <opensearch:totalResults>${entries.length}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
${entries.join('\n')}
</feed>`;
}

export function atomEntry(work: ReplayedWork): string {
  return `  <entry>
    <id>http://arxiv.org/abs/${work.arxiv}v2</id>
    <title>${xml(work.title)}</title>
    <updated>2025-01-02T10:00:00Z</updated>
    <link href="https://arxiv.org/abs/${work.arxiv}v2" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/${work.arxiv}v2" rel="related" type="application/pdf" title="pdf"/>
    <summary>  ${xml(work.abstract)}
</summary>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <category term="astro-ph.EP" scheme="http://arxiv.org/schemas/atom"/>
    <published>${work.day}T17:59:59Z</published>
    <arxiv:comment>12 pages, 3 tides</arxiv:comment>
    <arxiv:primary_category term="cs.LG"/>
    <arxiv:doi>${xml(work.doi)}</arxiv:doi>
    <arxiv:journal_ref>${xml(work.venue)} 17 (2024)</arxiv:journal_ref>
${work.authors.map(author => `    <author>\n      <name>${xml(`${author.given} ${author.family}`)}</name>\n    </author>`).join('\n')}
  </entry>`;
}

function crossrefWork(work: ReplayedWork): object {
  return {
    indexed: { 'date-parts': [[2026, 1, 1]], timestamp: 1767225600000 },
    publisher: 'Invented Press',
    DOI: work.doi.toUpperCase(),
    type: 'journal-article',
    title: [work.title.replace('&', '&amp;')],
    subtitle: work.subtitle === undefined ? [] : [work.subtitle],
    abstract: `<jats:title>Abstract</jats:title><jats:p>${xml(work.abstract)} <jats:italic>In italics</jats:italic>.</jats:p>\n<jats:p>And more.</jats:p>`,
    author: work.authors.map((author, index) => ({
      ...author,
      sequence: index === 0 ? 'first' : 'additional',
      affiliation: [],
    })),
    issued: { 'date-parts': [work.day.split('-').map(Number)] },
    'container-title': [work.venue],
    'reference-count': 40,
    score: 31.4,
    URL: `http://dx.doi.org/${work.doi}`,
    resource: { primary: { URL: `https://press.example/${work.doi}` } },
  };
}

function scholarPaper(work: ReplayedWork): object {
  return {
    paperId: SCHOLAR_ID,
    externalIds: { ArXiv: work.arxiv, DOI: work.doi, CorpusId: 4711, DBLP: null },
    title: work.title,
    abstract: work.abstract,
    venue: work.venue,
    year: Number(work.day.slice(0, 4)),
    publicationDate: work.day,
    journal: { name: work.venue, volume: '17' },
    authors: work.authors.map(({ given, family }, index) => ({
      authorId: `${index}`,
      name: `${given} ${family}`,
    })),
  };
}

function faceIt(work: ReplayedWork): object {
  return {
    id: work.arxiv,
    authors: [
      ...work.authors.map(({ given, family }) => ({ _id: 'x', name: `${given} ${family}`, hidden: false })),
      { _id: 'y', name: 'Withdrawn Author', hidden: true },
    ],
    publishedAt: `${work.day}T00:00:00.000Z`,
    submittedOnDailyAt: `${work.day}T05:00:00.000Z`,
    title: work.title,
    submittedOnDailyBy: { _id: 'z', user: 'someone', fullname: 'Some One' },
    summary: work.abstract,
    upvotes: 41,
    organization: { _id: 'o', name: 'slow-moons', fullname: work.organisation },
    ai_keywords: ['tides'],
  };
}

/** Time that a test holds in its hands: pauses are over at once and written down, unless they are held. */
export class TestTiming implements Timing {
  time = 0;
  readonly paused: number[] = [];
  holding: 'pauses' | 'nothing' = 'nothing';
  readonly #deadlines = new Map<AbortController, number>();
  #held: (() => void)[] = [];

  now = (): number => this.time;
  random = (): number => 0.5;

  pause = async (ms: number, signal: AbortSignal): Promise<void> => {
    this.paused.push(ms);
    for (const resolve of this.#held.splice(0)) resolve();
    if (this.holding === 'pauses') {
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
      });
    }
    this.time += ms;
  };

  deadline = (ms: number) => {
    const controller = new AbortController();
    this.#deadlines.set(controller, ms);
    return { signal: controller.signal, stop: () => void this.#deadlines.delete(controller) };
  };

  /** Resolves when somebody pauses. */
  async untilPaused(): Promise<void> {
    while (this.paused.length === 0) await new Promise<void>(resolve => this.#held.push(resolve));
  }

  /** Lets every deadline of at most so many milliseconds pass. */
  passDeadlines(ms: number): void {
    for (const [controller, after] of this.#deadlines) if (after <= ms) controller.abort();
  }
}
