import type { LookUpSettings } from '../../../shared/host/lookUpApi.ts';
import { createLane } from '../../lib/lane.ts';
import type { AnswerCache } from './cache.ts';
import { SOURCES } from './sources.ts';
import type { Timing } from './timing.ts';
import { nodeFetch, NoAnswer, request, type Answer, type Fetch, type TransportLimits } from './transport.ts';
import { BrokenAnswer, type KnownWork, type Question } from './types.ts';
import type { LookUpService } from '../../../shared/host/lookUpServices.ts';

/** Tries of one question, the first among them. */
const TRIES = 4;
/** Wait before the second try, doubled before each further one, in milliseconds. */
const FIRST_WAIT_MS = 1_000;
/** A service that wants a longer wait is left alone until then, and the look-up goes on without it. */
const LONGEST_WAIT_MS = 60_000;
/** A service that failed every try is left alone for so long, so that a whole selection does not wait for it. */
const REST_MS = 30_000;

/** Stands in the cache for the answer that there is no such work. */
const NONE = '';

/** A service that could not tell. `message` is a sentence for the user. */
export class ServiceTrouble extends Error {}

export interface AskerOptions {
  readonly cache: AnswerCache;
  readonly timing: Timing;
  /** Version of the program, for the services' logs. */
  readonly version: string;
  readonly limits?: TransportLimits;
  readonly fetch?: Fetch;
}

/** Asks one service one question; undefined if it can't answer such a one. Throws `ServiceTrouble`, or the signal's reason. */
export type Ask = (
  service: LookUpService,
  question: Question,
  settings: LookUpSettings,
  signal: AbortSignal,
) => Promise<readonly KnownWork[]> | undefined;

/** What is known of one service while the program runs. */
interface Line {
  /** One request at a time, so one connection. */
  readonly inTurn: ReturnType<typeof createLane>;
  /** No request starts before. */
  next: number;
  /** Why nothing is asked until `next`, where that is far. */
  resting?: string;
}

/** Makes the one that asks: from the cache if it can, else politely. */
export function createAsker({ cache, timing, version, limits, fetch = nodeFetch }: AskerOptions): Ask {
  const lines = new Map<LookUpService, Line>();
  const lineOf = (service: LookUpService): Line => {
    const line = lines.get(service) ?? { inTurn: createLane(), next: 0 };
    lines.set(service, line);
    return line;
  };
  return (service, question, settings, signal) => {
    const path = SOURCES[service].pathFor(question);
    const base = settings.services[service].address;
    if (path === undefined) return undefined;
    const { origin } = new URL(base);
    const visit = { service, url: `${base}${path}`, origin, line: lineOf(service) };
    const headers = headersFor(service, version, settings.email);
    return (async () => {
      const known = await fromCache(cache, service, visit.url);
      if (known !== undefined) return known;
      return visit.line.inTurn(async () => {
        signal.throwIfAborted();
        // Somebody before us in the line may have asked the same.
        const asked = await fromCache(cache, service, visit.url);
        if (asked !== undefined) return asked;
        const get = (url: string) =>
          tried(
            visit,
            timing,
            async () => request({ url, origin, headers, signal, fetch }, timing, limits),
            signal,
          );
        const early = await askTogether(service, question, base, cache, get);
        if (early !== undefined) return readBy(service, early);
        const text = await get(visit.url);
        const works = readBy(service, text);
        await cache.put(visit.url, text ?? NONE, works.length > 0 ? 'some' : 'none');
        return works;
      });
    })();
  };
}

/** Asks for a work together with those that come next, whose answers are kept. Undefined unless it brought this one. */
async function askTogether(
  service: LookUpService,
  question: Question,
  base: string,
  cache: AnswerCache,
  get: (url: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const { together, pathFor } = SOURCES[service];
  if (together === undefined || question.kind !== 'arxiv' || question.ahead === undefined) return undefined;
  const ids = [question.arxiv];
  for (const arxiv of new Set(question.ahead)) {
    const path = pathFor({ kind: 'arxiv', arxiv });
    const isNew = path !== undefined && (await cache.get(`${base}${path}`)) === undefined;
    if (isNew && arxiv !== question.arxiv) ids.push(arxiv);
  }
  if (ids.length === 1) return undefined;
  const parts = together.parts((await get(`${base}${together.pathFor(ids)}`)) ?? '');
  for (const [path, text] of parts) await cache.put(`${base}${path}`, text, 'some');
  return parts.get(pathFor(question) ?? '');
}

interface Visit {
  readonly service: LookUpService;
  readonly line: Line;
}

/** The text of the answer, undefined if the service knows no such work. */
async function tried(
  { service, line }: Visit,
  timing: Timing,
  send: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { name, pauseMs } = SOURCES[service];
  for (let tries = 1; ; tries++) {
    const wait = line.next - timing.now();
    if (line.resting !== undefined && wait > 0)
      throw new ServiceTrouble(restingWords(name, line.resting, wait));
    line.resting = undefined;
    if (wait > 0) await timing.pause(wait, signal);
    line.next = timing.now() + pauseMs;
    const outcome = await outcomeOf(send);
    signal.throwIfAborted();
    if (outcome.kind === 'answered') return outcome.text;
    if (outcome.kind === 'failed')
      throw new ServiceTrouble(`${name} ${outcome.words}. Nothing came from there.`);
    const backOff = outcome.waitMs ?? FIRST_WAIT_MS * 2 ** (tries - 1) * (0.5 + timing.random());
    if (tries === TRIES || backOff > LONGEST_WAIT_MS) {
      line.next = timing.now() + Math.max(REST_MS, outcome.waitMs ?? 0);
      line.resting = outcome.words;
      throw new ServiceTrouble(restingWords(name, outcome.words, line.next - timing.now()));
    }
    line.next = Math.max(line.next, timing.now() + backOff);
  }
}

type Outcome =
  | { readonly kind: 'answered'; readonly text: string | undefined }
  | { readonly kind: 'failed'; readonly words: string }
  /** `waitMs`: what the service asked for. */
  | { readonly kind: 'again'; readonly words: string; readonly waitMs?: number };

async function outcomeOf(send: () => Promise<Answer>): Promise<Outcome> {
  let answer: Answer;
  try {
    answer = await send();
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { kind: error.kind === 'passing' ? 'again' : 'failed', words: error.message };
  }
  const { status, text, retryAfter } = answer;
  // arXiv says this with any status, and in plain words.
  if (status === 429 || /^\s*rate exceeded/iu.test(text.slice(0, 100))) {
    return { kind: 'again', words: 'has too many questions to answer', waitMs: retryAfterMs(retryAfter) };
  }
  if (status >= 500) {
    return { kind: 'again', words: `is out of order (status ${status})`, waitMs: retryAfterMs(retryAfter) };
  }
  if (status === 404 || status === 410) return { kind: 'answered', text: undefined };
  if (status === 200) return { kind: 'answered', text };
  return { kind: 'failed', words: `refused the question (status ${status})` };
}

/** "Retry-After" of RFC 9110, section 10.2.3: seconds, or a date. Undefined for anything else. */
export function retryAfterMs(value: string | null, now: number = Date.now()): number | undefined {
  if (value === null) return undefined;
  if (/^\s*\d{1,9}\s*$/u.test(value)) return Number(value) * 1_000;
  const until = Date.parse(value);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}

function restingWords(name: string, words: string, waitMs: number): string {
  const seconds = Math.ceil(waitMs / 1_000);
  const time = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `${name} ${words}. It is left alone for ${time}; try again then.`;
}

async function fromCache(
  cache: AnswerCache,
  service: LookUpService,
  url: string,
): Promise<readonly KnownWork[] | undefined> {
  const text = await cache.get(url);
  try {
    return text === undefined ? undefined : readBy(service, text === NONE ? undefined : text);
  } catch {
    return undefined;
  }
}

function readBy(service: LookUpService, text: string | undefined): readonly KnownWork[] {
  const { name, read } = SOURCES[service];
  if (text === undefined) return [];
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof BrokenAnswer)) throw error;
    throw new ServiceTrouble(`${name} ${error.message}. Nothing was taken from it; try again later.`);
  }
}

/** Crossref answers sooner whoever says how they can be reached; the others are told nothing of the user. */
function headersFor(service: LookUpService, version: string, email: string): Record<string, string> {
  const contact = service === 'crossref' && email !== '' ? `; mailto:${email}` : '';
  return {
    accept: SOURCES[service].accept,
    'user-agent': `Pandect/${version} (https://github.com/pandect/pandect${contact})`,
  };
}
