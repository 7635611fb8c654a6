import type { Details } from '../../../shared/domain/details.ts';

/** What a service is asked; identifiers as `identifiers.ts` makes them. `page` is a work's page at Semantic Scholar. */
export type Question =
  /** `ahead`: ids that will be asked for next. */
  | { readonly kind: 'arxiv'; readonly arxiv: string; readonly ahead?: readonly string[] }
  | { readonly kind: 'doi'; readonly doi: string }
  | { readonly kind: 'page'; readonly page: string }
  | { readonly kind: 'title'; readonly title: string };

/** A work as a service tells it, before anything is said of how near it is. */
export interface KnownWork {
  readonly details: Details & { readonly title: string };
  readonly page?: string;
}

/** Several questions asked at once, where a service can: its answer falls apart into the answers to each. */
export interface Together {
  readonly pathFor: (ids: readonly string[]) => string;
  /** The answers by the paths that ask for each alone; what is not in the answer has none. Linear in the text. */
  readonly parts: (text: string) => ReadonlyMap<string, string>;
}

/** One service: how it is asked and how its answers are read. Pure. */
export interface Source {
  /** As its users call it. */
  readonly name: string;
  /** At least so many milliseconds from one request's start to the next one's, as the service asks of everybody. */
  readonly pauseMs: number;
  readonly accept: string;
  /** What follows the base address, beginning with a slash; undefined if the service can't answer such a question. */
  readonly pathFor: (question: Question) => string | undefined;
  /** Of arXiv ids. */
  readonly together?: Together;
  /** The works of an answer, none if it knows none. Throws `BrokenAnswer` for one in another form. */
  readonly read: (text: string) => readonly KnownWork[];
}

/** How many works of one answer are looked at. */
export const MOST_WORKS = 5;

/** An answer that is not in the service's form. `message` says so in words that follow the service's name. */
export class BrokenAnswer extends Error {}
