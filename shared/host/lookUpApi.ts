import * as v from 'valibot';
import type { Details } from '../domain/details.ts';
import { MOST_AHEAD, type LookUpService } from './lookUpServices.ts';

/** Where each service is asked unless the user chose another address: the part before `/query`, `/works`, `/paper`, `/papers`. */
export const LOOK_UP_ADDRESSES: Readonly<Record<LookUpService, string>> = {
  arxiv: 'https://export.arxiv.org/api',
  crossref: 'https://api.crossref.org',
  semanticScholar: 'https://api.semanticscholar.org/graph/v1',
  huggingFace: 'https://huggingface.co/api',
};

/** How papers are looked up; kept with the settings of this machine. */
export interface LookUpSettings {
  /** `off` until the user turns it on: then nothing is ever asked. */
  readonly use: 'on' | 'off';
  /** Those that are asked, and where. */
  readonly services: {
    readonly [S in LookUpService]: { readonly use: 'on' | 'off'; readonly address: string };
  };
  /** Told to Crossref alone, which then answers sooner; empty when the user gave none. */
  readonly email: string;
}

/** One work that a service knows. */
export interface FoundWork {
  readonly service: LookUpService;
  /** 1: the very identifier that was asked for; below: how near its title is, 0 to 1. */
  readonly score: number;
  /** Always with a title. */
  readonly details: Details & { readonly title: string };
  /** Page of the work at the service, https; for the user to look at. */
  readonly page?: string;
}

/** What a look-up gave: works, best first, and what went wrong at services that did not answer well. */
export interface LookUpResult {
  readonly works: readonly FoundWork[];
  /** The messages name their services. */
  readonly troubles: readonly { readonly service: LookUpService; readonly message: string }[];
}

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(2_000));
const use = v.picklist(['on', 'off']);
const service = v.strictObject({ use: v.optional(use), address: v.optional(text) });

/** Calls about looking papers up. Only the host ever speaks to a service. */
export const lookUpCalls = {
  'lookUp.settings': v.strictObject({}),
  /**
   * Changes what is given, and keeps the rest. Fails with `badArguments` for an address that is neither https nor of this
   * machine, and for an email that is none; nothing is changed then.
   */
  'lookUp.configure': v.strictObject({
    use: v.optional(use),
    email: v.optional(v.pipe(v.string(), v.maxLength(200))),
    services: v.optional(
      v.strictObject({
        arxiv: v.optional(service),
        crossref: v.optional(service),
        semanticScholar: v.optional(service),
        huggingFace: v.optional(service),
      }),
    ),
  }),
  /**
   * Asks the services that can tell. Fails with `lookUpOff` while looking up is off, with `cancelled` after `lookUp.cancel`,
   * with `badArguments` for what is no such identifier, and with `notFound` for an address that names no work: pages
   * themselves are never fetched. A service that fails is one of the result's troubles.
   * Every service is asked one thing at a time, so it brings nothing to have more than two or three of these under way; and
   * a browser would keep other calls waiting behind them.
   */
  'lookUp.find': v.strictObject({
    /** Made by the page, to cancel by. */
    request: id,
    /** The page's session: what it asked for ends when it goes away. Left out, it ends with the last page. */
    session: v.optional(id),
    by: v.variant('kind', [
      v.strictObject({
        kind: v.literal('arxiv'),
        arxiv: text,
        /** Ids that will be asked for next: arXiv is asked for them in the same breath, and the answers are kept. */
        ahead: v.optional(v.pipe(v.array(text), v.maxLength(MOST_AHEAD))),
      }),
      v.strictObject({ kind: v.literal('doi'), doi: text }),
      v.strictObject({ kind: v.literal('url'), url: text }),
      v.strictObject({ kind: v.literal('title'), title: text }),
    ]),
  }),
  /** Ends a look-up at once, wherever it is. Nothing happens if it is over, or was never begun. */
  'lookUp.cancel': v.strictObject({ request: id }),
} as const;

export interface LookUpResults {
  'lookUp.settings': LookUpSettings;
  'lookUp.configure': LookUpSettings;
  'lookUp.find': LookUpResult;
  'lookUp.cancel': null;
}
