/** What a work is known by elsewhere, found in a text: see `Details`. */
export interface FoundIdentifiers {
  readonly doi?: string;
  readonly arxiv?: string;
  readonly url?: string;
}

/** The DOI in a text such as `https://doi.org/10.1000/182` or `doi:10.1000/182`, in lower case; undefined if it is none. */
export function doiOf(text: string): string | undefined {
  const found = DOI.exec(text.trim().slice(0, MAX_LENGTH));
  return found?.[1]?.toLowerCase();
}

/** The arXiv id in a text such as `arXiv:2310.01234v2` or the address of its page, without version; undefined if it is none. */
export function arxivIdOf(text: string): string | undefined {
  const trimmed = text.trim().slice(0, MAX_LENGTH);
  const doi = /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?10\.48550\/arxiv\.(.+)$/iu.exec(trimmed)?.[1];
  const found = ARXIV.exec(doi ?? trimmed);
  return found?.[1]?.replace(/^[A-Z-]+(?=[./])/iu, archive => archive.toLowerCase());
}

/** An http or https address without white space; undefined for any other text, and for one with a user name in it. */
export function webAddressOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH || !ADDRESS.test(trimmed)) return undefined;
  return trimmed;
}

/** Everything that a pasted or typed text names a work by: an arXiv id, a DOI, an address. */
export function identifiersIn(text: string): FoundIdentifiers {
  const arxiv = arxivIdOf(text);
  const doi = arxiv === undefined ? doiOf(text) : undefined;
  const url = arxiv === undefined && doi === undefined ? webAddressOf(text) : undefined;
  return {
    ...(arxiv !== undefined && { arxiv }),
    ...(doi !== undefined && { doi }),
    ...(url !== undefined && { url }),
  };
}

/** How a paper's identifiers stand in `LibraryState.papersByIdentifier`. */
export function identifierKeys({ doi, arxiv }: Pick<FoundIdentifiers, 'doi' | 'arxiv'>): string[] {
  const ofDoi = doi === undefined ? undefined : arxivIdOf(doi);
  const keys = [
    ...(arxiv === undefined ? [] : [`arxiv:${arxiv}`]),
    ...(ofDoi === undefined ? [] : [`arxiv:${ofDoi}`]),
    ...(doi === undefined ? [] : [`doi:${doi}`]),
  ];
  return [...new Set(keys)];
}

const MAX_LENGTH = 2_000;
const ADDRESS = /^https?:\/\/[^\s/?#@"<>\\]+(?:[/?#][^\s"<>\\]*)?$/iu;
/** "DOI Handbook", section 2.2: a prefix 10.NNNN and a suffix of any graphic characters; white space and quotes end it here. */
const DOI = /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?(10\.\d{4,9}(?:\.\d+)*\/[^\s"<>{}\\^`|]+)$/iu;
/** Both forms of arxiv.org/help/arxiv_identifier, bare, after `arXiv:`, or in an address of arXiv or Hugging Face Papers. */
const ARXIV =
  /^(?:https?:\/\/(?:(?:www|export)\.)?arxiv\.org\/(?:abs|pdf|html|format)\/|https?:\/\/(?:www\.)?huggingface\.co\/papers\/|arxiv:\s*)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d{1,3})?(?:\.pdf)?(?:[?#].*)?$/iu;
