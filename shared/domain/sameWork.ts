import { arxivIdOf, identifierKeys, isArxivDoi, type FoundIdentifiers } from './identifiers.ts';
import type { TitleKey } from './ids.ts';
import { hashText } from './title.ts';

/** What tells works with equal titles apart. */
export type WorkIdentifiers = Pick<FoundIdentifiers, 'arxiv' | 'doi'>;

/**
 * True where identifiers show that two works are not one: both have arXiv ids, or both DOIs of a publisher, and they
 * differ. A preprint's DOI says nothing against the published work's.
 */
export function areOtherWorks(one: WorkIdentifiers, two: WorkIdentifiers): boolean {
  const [arxiv, otherArxiv] = [arxivOf(one), arxivOf(two)];
  if (arxiv !== undefined && otherArxiv !== undefined) return arxiv !== otherArxiv;
  if (one.doi === undefined || two.doi === undefined || one.doi === two.doi) return false;
  return !PREPRINT_DOI.test(one.doi) && !PREPRINT_DOI.test(two.doi);
}

/**
 * The keys that lead to a work which shares its title with another one, one for each of its identifiers, the arXiv id
 * first: the title's key, `-`, and the hash of the identifier.
 */
export function namesakeKeys(title: TitleKey, work: WorkIdentifiers): TitleKey[] {
  return identifierKeys(work).map(identifier => `${title}-${hashText(identifier)}` as TitleKey);
}

/** True for a key of `namesakeKeys`. */
export function isNamesakeKey(key: TitleKey): boolean {
  return key.includes('-');
}

/** The key of the title alone. */
export function plainTitleKey(key: TitleKey): TitleKey {
  const end = key.indexOf('-');
  return end === -1 ? key : (key.slice(0, end) as TitleKey);
}

/** True if some of the keys stand for this title, alone or with an identifier. */
export function leadToTitle(keys: readonly TitleKey[], title: TitleKey): boolean {
  return keys.some(key => plainTitleKey(key) === title);
}

function arxivOf({ arxiv, doi }: WorkIdentifiers): string | undefined {
  return arxiv ?? (doi !== undefined && isArxivDoi(doi) ? arxivIdOf(doi) : undefined);
}

/**
 * DOIs of preprint servers, whose works often come out again under a publisher's DOI, and whose versions have DOIs of
 * their own: arXiv, bioRxiv and medRxiv, OSF and PsyArXiv, Research Square, ChemRxiv, TechRxiv, Preprints.org, SSRN, Zenodo,
 * Authorea, Hugging Face.
 */
const PREPRINT_DOI =
  /^10\.(?:48550\/arxiv\.|1101\/\d|64898\/|31219\/|31234\/|21203\/|26434\/|36227\/|20944\/|2139\/ssrn|5281\/zenodo|22541\/|57967\/)/u;
