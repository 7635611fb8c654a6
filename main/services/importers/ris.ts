import { arxivIdOf } from '../../../shared/domain/identifiers.ts';
import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import {
  isOurPlace,
  readingStatusOf,
  referencesToDump,
  unplaced,
  venueOf,
  type FoundReference,
  type Reference,
} from './reference.ts';
import { authorByComma, knownAuthors } from './referenceAuthors.ts';
import { dateOf } from './referenceDates.ts';
import type { FileReader } from './types.ts';

const OPENING_LENGTH = 20_000;
/** Values longer than this are no one's words. */
const MAX_VALUE_LENGTH = 200_000;
/** Of one tag. */
const MOST_VALUES = 10_000;

/**
 * RIS (Research Information Systems, "RIS format specifications", 2011), as Zotero, EndNote, Mendeley, publishers and this
 * program write it: a tag of two signs, two spaces, a hyphen and a value on each line, from `TY` to `ER`.
 */
export const risReader: FileReader = { shape: 'ris', fits, read };

function fits(text: string): boolean {
  return /^\ufeff?[^<{[]/u.test(text) && /^\ufeff?TY {1,2}- ?[A-Z]{2,}/mu.test(text.slice(0, OPENING_LENGTH));
}

/** Values by tag, in the order of the file. */
type Values = ReadonlyMap<string, readonly string[]>;

interface Open {
  readonly line: number;
  readonly start: string;
  readonly values: Map<string, string[]>;
  /** The tag that following lines without one belong to. */
  tag: string;
}

function read(text: string): ParsedDump {
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  let open: Open | undefined;
  const close = (): void => {
    if (open === undefined) return;
    found.push({
      reference: referenceOf(open.values),
      line: open.line,
      start: titleIn(open.values) ?? open.start,
    });
    open = undefined;
  };
  let number = 0;
  for (const line of text.replace(/^\ufeff/u, '').split(/\r\n|\r|\n/u)) {
    number += 1;
    const [, tag = '', value = ''] = /^([A-Z][A-Z\d]) {1,2}-(?: (.*)|)$/u.exec(line) ?? [];
    if (tag === 'TY') {
      close();
      open = { line: number, start: line, values: new Map([[tag, [value]]]), tag };
    } else if (tag === 'ER') close();
    else if (tag !== '' && open === undefined) {
      broken.push(unplaced(number, line, 'There is no “TY  - ” above it, which begins one.'));
    } else if (open !== undefined) takeLine(open, tag, tag === '' ? line : value);
  }
  close();
  return referencesToDump('ris', found, broken);
}

function takeLine(open: Open, tag: string, text: string): void {
  if (tag !== '') {
    open.tag = tag;
    const values = open.values.get(tag);
    if (values === undefined) open.values.set(tag, [text]);
    else if (values.length < MOST_VALUES) values.push(text);
    return;
  }
  const values = open.values.get(open.tag);
  const last = values?.at(-1);
  if (values === undefined || last === undefined || last.length > MAX_VALUE_LENGTH) return;
  values[values.length - 1] = `${last}\n${text}`;
}

function titleIn(values: Values): string | undefined {
  return first(values, 'TI', 'T1');
}

function referenceOf(values: Values): Reference {
  const all = (...tags: readonly string[]): readonly string[] => tags.flatMap(tag => values.get(tag) ?? []);
  const arxiv = [...all('AN', 'M1').filter(value => /^arxiv:/iu.test(value)), ...all('UR')].find(
    value => arxivIdOf(value) !== undefined,
  );
  // Elsewhere the custom fields hold anything.
  const isNamed = first(values, 'DP') === 'Pandect';
  const isOurs = isNamed || first(values, 'TY') === 'GEN' || isOurPlace(first(values, 'M2'));
  const ours = (tag: string): string | undefined => (isNamed ? first(values, tag) : undefined);
  const counted = /^(\d{1,5}) authors$/u.exec(first(values, 'C2') ?? '')?.[1];
  return {
    // Books have their title in BT, and some programs write nothing but a series title or a short one.
    title: first(values, 'TI', 'T1', 'BT', 'CT', 'ST'),
    abstract: first(values, 'AB', 'N2'),
    // EndNote marks names of organisations by a comma behind them.
    authors: knownAuthors(all('AU', 'A1').map(name => authorByComma(name.replace(/,\s*$/u, '')))),
    authorCount: counted === undefined ? undefined : Number(counted),
    organisation: isOurs ? first(values, 'C1') : undefined,
    issued: issuedOf(values),
    yearIs: ours('U5'),
    venue: venueOf(first(values, 'JO', 'JF', 'T2', 'JA', 'J2', 'PB')),
    doi: first(values, 'DO'),
    arxiv,
    arxivClass: ours('U4'),
    url: urlOf(values, arxiv),
    status: readingStatusOf(ours('U1')),
    starred: ours('U2') === 'starred',
    collections: isNamed ? all('U3') : [],
    tags: all('KW').flatMap(value => value.split('\n')),
    notes: all('N1', 'RN').filter(note => !isOurPlace(note)),
    citationKey: first(values, 'ID'),
  };
}

function first(values: Values, ...tags: readonly string[]): string | undefined {
  return tags
    .map(tag => values.get(tag)?.find(value => value.trim() !== ''))
    .find(value => value !== undefined);
}

/** The fuller of the year and the date: `PY` has often the year alone, and `DA` may be a day of the year. */
function issuedOf(values: Values): Reference['issued'] {
  const dates = ['DA', 'PY', 'Y1'].map(tag => dateOf(first(values, tag)?.replace(/\/{1,3}$/u, '')));
  return dates.find(date => date?.month !== undefined) ?? dates.find(date => date !== undefined);
}

/** Our own exports write the address of an arXiv id where there is no other. */
function urlOf(values: Values, arxiv: string | undefined): string | undefined {
  const url = first(values, 'UR', 'L2', 'LK');
  const id = arxiv === undefined ? undefined : arxivIdOf(arxiv);
  return id !== undefined && first(values, 'AN') === `arXiv:${id}` && url === `https://arxiv.org/abs/${id}`
    ? undefined
    : url;
}
