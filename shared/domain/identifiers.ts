/** What a work is known by elsewhere, found in a text: see `Details`. */
export interface FoundIdentifiers {
  readonly doi?: string;
  readonly arxiv?: string;
  readonly url?: string;
}

/**
 * The first DOI in a text such as `https://doi.org/10.1000/182`, `doi:10.1000/182`, the address of a publisher's page, or
 * a sentence, in lower case; undefined if there is none.
 */
export function doiOf(text: string): string | undefined {
  if (!text.includes('10.')) return undefined;
  const found = DOI.exec(text.trim().slice(0, MAX_LENGTH + 1))?.[1];
  if (found === undefined || found.length > MAX_LENGTH / 2) return undefined;
  const doi = decoded(found);
  return doi === undefined ? undefined : withoutEnd(doi).match(WHOLE_DOI)?.[0].toLowerCase();
}

/**
 * The arXiv id in a text such as `arXiv:2310.01234v2`, its DOI, the address of its page at arXiv or Hugging Face, or a
 * sentence that says `arXiv:`; without version and, in ids of before 2007, without the class (`math.GT/0309136` is
 * `math/0309136`). Undefined if there is none.
 */
export function arxivIdOf(text: string): string | undefined {
  const trimmed = text.trim().slice(0, MAX_LENGTH);
  const id = (BARE_ARXIV.exec(trimmed) ?? NAMED_ARXIV.exec(trimmed))?.[1];
  return id?.toLowerCase().replace(/\..*(?=\/)/u, '');
}

/** An arXiv class such as `cs.LG` or `hep-th`; undefined for any other text. */
export function arxivClassOf(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed.length <= 40 && ARXIV_CLASS.test(trimmed) ? trimmed : undefined;
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

/** How a paper's identifiers stand in `LibraryState.papersByIdentifier`; the arXiv id first. */
export function identifierKeys({ doi, arxiv }: Pick<FoundIdentifiers, 'doi' | 'arxiv'>): string[] {
  const ofDoi = doi?.startsWith(ARXIV_DOI) === true ? arxivIdOf(doi) : undefined;
  const keys = [
    ...(arxiv === undefined ? [] : [`arxiv:${arxiv}`]),
    ...(ofDoi === undefined ? [] : [`arxiv:${ofDoi}`]),
    ...(doi === undefined ? [] : [`doi:${doi}`]),
  ];
  return keys.length < 2 ? keys : [...new Set(keys)];
}

/** True for the DOI that arXiv itself gives to its papers. */
export function isArxivDoi(doi: string): boolean {
  return doi.startsWith(ARXIV_DOI);
}

const MAX_LENGTH = 2_000;
const ARXIV_DOI = '10.48550/arxiv.';
const ADDRESS = /^https?:\/\/[^\s/?#@"<>\\\p{Cc}\p{Cf}\p{Cs}]+(?:[/?#][^\s"<>\\\p{Cc}\p{Cf}\p{Cs}]*)?$/iu;

/**
 * "DOI Handbook", section 2.2: a prefix 10.NNNN and a suffix of any graphic characters. White space and quotes end it here;
 * angle brackets belong to the DOIs of old journals. In an address it stands behind the resolver's host or `/doi/`.
 */
const DOI =
  /(?:^|[\s"'“‘«([{<,;:=]|\bdoi\.org\/|\/doi\/(?:(?:abs|full|pdf|epdf|pdfdirect|epub|book|reader)\/)?)(10\.\d{4,9}(?:\.\d{1,9}){0,4}(?:\/|%2F)[^\s"“”«»{}\\^`|\p{Cc}\p{Cf}\p{Cs}]+)/iu;
const WHOLE_DOI = /^10\.\d{4,9}(?:\.\d{1,9}){0,4}\/[^\s"“”«»{}\\^`|\p{Cc}\p{Cf}\p{Cs}]+$/u;

/** Addresses write some characters of DOIs as `%3C`. Undefined for what is still encoded then, or was encoded wrongly. */
function decoded(text: string): string | undefined {
  if (!ENCODED.test(text)) return text;
  try {
    const plain = decodeURIComponent(text);
    return ENCODED.test(plain) ? undefined : plain;
  } catch {
    return undefined;
  }
}

const ENCODED = /%[\dA-F]{2}/iu;
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '>': '<' };

/** Without the punctuation of the sentence around it: brackets opened or closed elsewhere, full stops, commas. */
function withoutEnd(doi: string): string {
  let end = doi.length;
  const open: Record<string, number> = {};
  for (const sign of doi) open[sign] = (open[sign] ?? 0) + 1;
  for (; end > 0; end -= 1) {
    const sign = doi[end - 1]!;
    const opener = CLOSERS[sign];
    const isUnopened = opener !== undefined && (open[sign] ?? 0) > (open[opener] ?? 0);
    if (!isUnopened && !/[.,;:!?'’…([<]/u.test(sign)) break;
    open[sign] = (open[sign] ?? 0) - 1;
  }
  return doi.slice(0, end);
}

/** The archives of before April 2007 (arxiv.org/archive), the only ones with ids such as `hep-th/9901001`. */
const ARCHIVES =
  'acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con';
/** Both forms of arxiv.org/help/arxiv_identifier: YYMM and a number of four or five digits, or the archive, YYMM and three. */
const ARXIV_ID = `\\d{2}(?:0[1-9]|1[0-2])\\.\\d{4,5}|(?:${ARCHIVES})(?:\\.[a-z]{2}|\\.[a-z]+-[a-z]+)?/\\d{2}(?:0[1-9]|1[0-2])\\d{3}`;
const BARE_ARXIV = new RegExp(`^(${ARXIV_ID})(?:v\\d{1,3})?(?:\\.pdf)?(?:\\s*\\[[\\w.-]{2,20}\\])?$`, 'iu');
/** In an address, or behind `arXiv:`. */
const NAMED_ARXIV = new RegExp(
  `(?:(?:^|[^\\w.-])(?:(?:www|export|browse)\\.)?arxiv\\.org/(?:abs|pdf|html|format|ps|e-print|src)/|(?:^|[^\\w.-])(?:(?:www|ar5iv|alphaxiv)\\.)?(?:huggingface\\.co/papers/|hf\\.co/papers/|alphaxiv\\.org/abs/|ar5iv\\.(?:labs\\.)?(?:arxiv\\.)?org/(?:abs|html)/)|10\\.48550/arxiv\\.|\\barxiv(?:\\s*preprint)?\\s?(?:arxiv)?:\\s?)(${ARXIV_ID})(?!\\d)`,
  'iu',
);
const ARXIV_CLASS = /^(?:[a-z]{2,12}|[a-z]{1,8}-[a-z]{2,8})(?:\.(?:[A-Z]{2}|[a-z]{2,8}(?:-[a-z]{2,10})?))?$/u;
