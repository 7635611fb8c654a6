import fc from 'fast-check';
import { FILE_READERS } from '../../main/services/importers/readers.ts';
import { digestId } from '../../shared/digest-format/digestId.ts';
import type { ParsedDump, ParsedListing } from '../../shared/digest-format/types.ts';
import { arxivIdOf, doiOf, webAddressOf } from '../../shared/domain/identifiers.ts';
import { filePapers, PAPER_FILES } from '../support/paperFiles.ts';
import { hostileText } from './inputs.ts';
import type { FuzzTarget } from './targets.ts';

const SLOWEST_MS = 2_000;

/** What means something to one of the readers. */
const TROUBLE = [
  ...[
    '<',
    '>',
    '</title>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<!ENTITY x "y">',
    '<?xml ',
    '&#x110000;',
    '&x;',
    '<div>',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\"',
    '\\u0000',
    '\\ud800',
    'null',
    '1e999',
    '"__proto__":{"polluted":true},',
    ',',
  ],
  ...[
    '\\\\\n',
    'arXiv:',
    'Title: ',
    '\n  ',
    '\r\n\r\n',
    '--b\r\n',
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
  ],
  ...[
    '=?utf-8?B?',
    '?=',
    '=\r\n',
    'Content-Transfer-Encoding: base64\r\n',
    '%%--%%--',
    '-'.repeat(78),
    ' and ',
    ', Jr.',
  ],
];

type Harm = readonly [place: number, length: number, more: string];
const harm: fc.Arbitrary<Harm> = fc.tuple(
  fc.nat(100_000),
  fc.nat(40),
  fc.oneof(fc.constantFrom(...TROUBLE), hostileText, fc.constant('')),
);

/** Parts taken out of a text, and others put in their place. */
function harmed(text: string, harms: readonly Harm[]): string {
  return harms.reduce((made, [place, length, more]) => {
    const at = place % (made.length + 1);
    return made.slice(0, at) + more + made.slice(at + length);
  }, text);
}

const file = fc
  .tuple(
    fc.constantFrom(...Object.values(PAPER_FILES)),
    fc.array(hostileText, { minLength: 1, maxLength: 3 }),
    fc.array(harm, { maxLength: 5 }),
  )
  .map(([write, texts, harms]) => harmed(write(filePapers(texts)), harms));

/** Files of every kind, harmed: each reader reads each of them, as what they are is a matter of chance then. */
export const fileTarget: FuzzTarget = {
  share: 0.1,
  property: fc.asyncProperty(file, async text => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    for (const { shape, read } of FILE_READERS) {
      const begun = performance.now();
      expectSound(await read(text), shape);
      const ms = performance.now() - begun;
      if (ms > SLOWEST_MS) throw new Error(`${shape} took ${ms.toFixed(0)} ms.`);
    }
    if (Object.getOwnPropertyNames(Object.prototype).join() !== before || 'polluted' in {})
      throw new Error('Object.prototype was changed.');
  }) as unknown as fc.IRawProperty<unknown>,
};

function expectSound(found: ParsedDump, shape: string): void {
  if (found.kind === 'noPapers') return;
  for (const digest of found.digests) {
    if (!/^[0-9a-f]{32}$/u.test(digestId(digest))) throw new Error(`A digest of ${shape} has no id.`);
    if (digest.listings.length === 0) throw new Error(`A digest of ${shape} has no papers.`);
    if (digest.shape !== 'mail') digest.listings.forEach(expectListing);
    for (const { line } of digest.notUnderstood) {
      if (!Number.isInteger(line) || line < 1) throw new Error(`${shape} tells of line ${line}.`);
    }
  }
}

function expectListing({ rank, title, doi, arxiv, url, authors = [] }: ParsedListing, index: number): void {
  if (rank !== index + 1) throw new Error(`Rank ${rank} stands in place ${index + 1}.`);
  if (title.trim() === '' || /[\n\r\0]/u.test(title)) throw new Error(`A title is “${title}”.`);
  if (arxiv !== undefined && arxivIdOf(arxiv) !== arxiv) throw new Error(`“${arxiv}” is no arXiv id.`);
  if (doi !== undefined && doiOf(doi) !== doi) throw new Error(`“${doi}” is no DOI.`);
  if (url !== undefined && webAddressOf(url) !== url) throw new Error(`“${url}” is no address.`);
  for (const author of authors) {
    if (Object.values(author).some(part => part.trim() === '')) throw new Error('A name is blank.');
  }
}
