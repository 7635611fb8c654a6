import { parse } from '@retorquere/bibtex-parser';
import fc from 'fast-check';
import { decodeText } from '../../main/lib/decodeText.ts';
import { toBibtex } from '../../shared/citation/bibtex.ts';
import type { CitedPaper } from '../../shared/citation/cited.ts';
import { makeCitationKey } from '../../shared/citation/keys.ts';
import { digestId } from '../../shared/digest-format/digestId.ts';
import { parseDump } from '../../shared/digest-format/parseDump.ts';
import type { DigestId, PaperId } from '../../shared/domain/ids.ts';
import { titleKey } from '../../shared/domain/title.ts';
import { highlightRanges } from '../../shared/query/highlight.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { tokenize } from '../../shared/query/tokenize.ts';
import type { QueryNode } from '../../shared/query/types.ts';
import { backupTarget } from './backups.ts';
import { fileTarget } from './files.ts';
import { dumpBytes, hostileText, queryText } from './inputs.ts';

/** Something that reads what others wrote, and what must be so whatever it is given. */
export interface FuzzTarget {
  readonly property: fc.IRawProperty<unknown>;
  /** How much of all inputs it gets. */
  readonly share: number;
}

/** One input may take so long, in milliseconds. They are small; what is linear needs a hundredth of it. */
const SLOWEST_MS = 1_000;

/** Everything that is fuzzed, by name. */
export const targets: Readonly<Record<string, FuzzTarget>> = {
  dump: { share: 0.3, property: timed(dumpBytes, readDump) },
  query: { share: 0.3, property: timed(queryText, readQuery) },
  bibtex: { share: 0.2, property: timed(citedPapers(), writeBibtex) },
  backup: backupTarget,
  file: fileTarget,
};

function timed<T>(input: fc.Arbitrary<T>, work: (input: T) => void): fc.IRawProperty<unknown> {
  return fc.property(input, given => {
    const begun = performance.now();
    work(given);
    const ms = performance.now() - begun;
    if (ms > SLOWEST_MS) throw new Error(`It took ${ms.toFixed(0)} ms.`);
  }) as fc.IRawProperty<unknown>;
}

function readDump(bytes: Uint8Array): void {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return;
  const parsed = parseDump(decoded.text);
  if (parsed.kind === 'noPapers') return;
  for (const digest of parsed.digests) {
    if (!/^[0-9a-f]{32}$/u.test(digestId(digest))) throw new Error('The digest has no id.');
    digest.listings.forEach(({ rank, title, abstract }, index) => {
      if (rank !== index + 1) throw new Error(`Rank ${rank} stands in place ${index + 1}.`);
      if (title.trim() === '') throw new Error('A title is blank.');
      if (!isIn(title, decoded.text)) throw new Error(`This title is not in the text: ${title}`);
      for (const line of abstract.split('\n')) {
        if (!isIn(line, decoded.text)) throw new Error(`This line is not in the text: ${line}`);
      }
    });
  }
}

function isIn(line: string, text: string): boolean {
  return text.includes(line);
}

function readQuery(text: string): void {
  const { node, parts } = parseQuery(text);
  visit(node, 0);
  for (const { from, to } of parts) {
    if (from < 0 || to > text.length || from > to) throw new Error(`A part stands at ${from}–${to}.`);
  }
  const terms = new Set(tokenize(text));
  for (const { from, to } of highlightRanges(text, terms)) {
    if (from < 0 || to > text.length || from >= to) throw new Error(`A mark stands at ${from}–${to}.`);
  }
}

/** Fails in too deep a tree, which would end a walk over it. */
function visit(node: QueryNode, depth: number): void {
  if (depth > 200) throw new Error('The tree of the query runs deep.');
  if (node.kind === 'and' || node.kind === 'or') for (const inner of node.nodes) visit(inner, depth + 1);
  if (node.kind === 'not') visit(node.node, depth + 1);
}

function writeBibtex(papers: readonly CitedPaper[]): void {
  const text = toBibtex(papers);
  const { entries, errors, preamble, strings } = parse(text, {
    english: false,
    sentenceCase: false,
    caseProtection: false,
  });
  if (errors.length > 0) throw new Error(`A reader complains: ${JSON.stringify(errors[0])}`);
  if (preamble.length > 0 || Object.keys(strings).length > 0) throw new Error('It defines things.');
  const keys = entries.map(({ key }) => key);
  const wanted = papers.map(({ paper }) => paper.citationKey as string);
  if (keys.join() !== wanted.join()) throw new Error(`It holds ${keys.join()}, not ${wanted.join()}.`);
}

function citedPapers(): fc.Arbitrary<CitedPaper[]> {
  const texts = fc.record({ title: hostileText, abstract: hostileText, note: hostileText, tag: hostileText });
  return fc.array(texts, { minLength: 1, maxLength: 4 }).map(each => {
    const taken = new Set<string>();
    return each.map(({ title, abstract, note, tag }, index) => {
      const citationKey = makeCitationKey({ title }, key => taken.has(key));
      taken.add(citationKey.toLowerCase());
      return cited({ title, citationKey, tags: [tag] }, { abstract, note, digestNames: [title] }, index);
    });
  });
}

function cited(
  fields: Pick<CitedPaper['paper'], 'title' | 'citationKey' | 'tags'>,
  rest: Omit<CitedPaper, 'paper'>,
  index: number,
): CitedPaper {
  const key = titleKey(fields.title);
  return {
    paper: {
      id: key as string as PaperId,
      serial: index + 1,
      titleKeys: [key],
      opening: '',
      hasLink: false,
      hasNote: true,
      listings: [{ digest: '0'.repeat(32) as DigestId, rank: 1 }],
      added: 0,
      status: 'unread',
      starred: false,
      collections: [],
      keptApart: [],
      ...fields,
    },
    ...rest,
  };
}
