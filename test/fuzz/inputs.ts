import fc from 'fast-check';
import { dailyDump, inventPapers, searchDump } from '../support/inventedDumps.ts';

const PAPERS = inventPapers(40, 5);
const DETAILS = [
  '  • 4 authors\n·\nOct 9, 2025',
  '  • 1 authors\n·\nMar 13',
  'fjordlab Fjord Lab\n·\nFeb 4 3',
];

/** What means something to one of the formats that texts go through. */
const TROUBLE = [
  '{',
  '}',
  '}}',
  '{{',
  '\\',
  '\\\\',
  '%',
  '#',
  '&',
  '_',
  '^',
  '~',
  '$',
  '$$',
  '@misc{x,',
  '@comment{',
  '@string{a = 1}',
  '"',
  "'",
  ',',
  '=',
  '\\input{/etc/passwd}',
  '\\write18{ls}',
  '\\begin{document}',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '&amp;',
  '\u202e',
  '\u200b',
  '\u0000',
  '\u0007',
  '\ufeff',
  '\ufffd',
  '\ud800',
  '\r',
  '\n',
  '\n\n',
  '\t',
  '\u2028',
  '__proto__',
  'constructor',
  'ß',
  'İ',
  'ﬁ',
  'é',
  '日本語',
  '👩‍🔬',
  '=cmd()',
];

const WORDS = ['a', 'the', 'Learning', 'model', 'Networks', 'of', 'x', '2025', 'GPT', 'in'];

/** Text made of words, characters that mean something somewhere, and anything at all. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...WORDS), weight: 3 },
      { arbitrary: fc.constantFrom(...TROUBLE), weight: 3 },
      { arbitrary: fc.string({ unit: 'binary', maxLength: 4 }), weight: 1 },
      { arbitrary: fc.constant(' '), weight: 3 },
    ),
    { maxLength: 20 },
  )
  .map(parts => parts.join(''));

const LINES = [
  '·',
  '•',
  'new',
  'Subscribe',
  'Submitted by',
  'Apr 31',
  'Mar 13',
  'Feb 29, 2023',
  'Dec 16, 2025 2',
  '• ?? authors',
  '  • 3 authors',
  '99999999999999999999 authors',
  'Daily Papers',
  'byAK and the research community',
  'Get trending papers in your email inbox!',
  'Get trending papers in your email inbox once a day!',
  'SubscribeA Glued Title of Something',
  '',
  ' ',
];

const line = fc.oneof(
  { arbitrary: fc.constantFrom(...LINES), weight: 3 },
  { arbitrary: fc.constantFrom(...PAPERS.flatMap(({ title, abstract }) => [title, abstract])), weight: 3 },
  { arbitrary: hostileText, weight: 2 },
);

const page = fc
  .tuple(
    fc.constantFrom('search', 'plain', 'details'),
    fc.subarray([...PAPERS], { minLength: 1, maxLength: 6 }),
  )
  .map(([kind, chosen]) => {
    if (kind === 'search') return searchDump(chosen);
    return dailyDump(chosen, 'Apr 23', kind === 'plain' ? 'plain' : DETAILS);
  });

type Change = readonly [at: number, kind: 'drop' | 'double' | 'swap' | 'insert' | 'cut', with_: string];

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.nat(10_000),
  fc.constantFrom('drop', 'double', 'swap', 'insert', 'cut'),
  line,
);

function changed(text: string, changes: readonly Change[]): string {
  const lines = text.split('\n');
  for (const [place, kind, more] of changes) {
    const at = place % Math.max(1, lines.length);
    const here = lines[at] ?? '';
    if (kind === 'drop') lines.splice(at, 1);
    if (kind === 'double') lines.splice(at, 0, here);
    if (kind === 'swap') lines.push(...lines.splice(at, 1));
    if (kind === 'insert') lines.splice(at, 0, more);
    if (kind === 'cut') lines[at] = here.slice(0, place % (here.length + 1));
  }
  return lines.join('\n');
}

const dumpText = fc.oneof(
  {
    arbitrary: fc.tuple(page, fc.array(change, { maxLength: 6 })).map(([text, how]) => changed(text, how)),
    weight: 4,
  },
  { arbitrary: fc.array(line, { maxLength: 30 }).map(lines => lines.join('\n')), weight: 2 },
  { arbitrary: fc.tuple(page, page).map(pages => pages.join('\n')), weight: 1 },
);

/** Files as they may be dropped on the window: pages, changed pages, in several encodings, with bytes turned over. */
export const dumpBytes: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    dumpText,
    fc.constantFrom('utf8', 'utf8', 'utf8', 'utf16le', 'latin1'),
    fc.constantFrom('\n', '\n', '\r\n', '\r'),
    fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { maxLength: 3 }),
    fc.boolean(),
  )
  .map(([text, encoding, ending, flips, withFlips]) => {
    const bytes = new Uint8Array(Buffer.from(text.replaceAll('\n', ending), encoding as BufferEncoding));
    if (withFlips) for (const [at, value] of flips) if (bytes.length > 0) bytes[at % bytes.length] = value;
    return bytes;
  });

const QUERY_PARTS = [
  '(',
  ')',
  '((',
  '))',
  'OR',
  ' OR ',
  'or',
  '-',
  '--',
  '"',
  '""',
  'title:',
  'abstract:',
  'note:',
  'tag:',
  'key:',
  'is:unread',
  'is:',
  '-is:starred',
  'year:2024..',
  'year:..',
  'issued:>2020-13-99',
  'added:',
  'has:note',
  'in:"',
  '*',
  '?',
  ':',
  '::',
  '\\',
];

/** Queries as they may be typed or pasted: the language's own parts in any order, words and anything else. */
export const queryText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...QUERY_PARTS), weight: 4 },
      { arbitrary: fc.constantFrom(...WORDS, ' ', ' ', ' '), weight: 4 },
      { arbitrary: hostileText, weight: 1 },
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''));
