import fc from 'fast-check';
import type { CitedPaper } from '../../../shared/citation/cited.ts';
import { makeCitationKey } from '../../../shared/citation/keys.ts';
import type { CitationKey } from '../../../shared/domain/ids.ts';
import type { Issued } from '../../../shared/domain/issued.ts';
import { READING_STATUSES, type Paper } from '../../../shared/domain/paper.ts';
import { citedPaper } from './citedPapers.ts';

/** What some format, or some reader of it, takes for more than text. */
const PIECES =
  `{ } \\ " @ % # $ & ~ _ ^ < > | - -- --- ' '' \` \`\` \`\`\` ?\` !\` , ,, ; = == + * ** ![a](b) [a]: [[a]] (1) 1. 2)
\\input{x} $x$ \\end{document} {\\em x} &amp; &#60; <b> </b> <i>x</i> <!-- <script> <span class="nocase"> {{a}} %% :: :a: ~~ ==x==
=1+1 +1 -1 @SUM(A1) =cmd|'/C' ＝1 TY ER null true ~ no 0x1F 1e9 2023-10-09 !!str &a *a [^1] ^a #tag [ ] { }
ö Ł κ αβ ελ ² ₀ ∞ — “ ” ’ LLM PyTorch n\u0302 x\u0336 中 😀 \u00a0 ế ß ǆ İ ﬁ http://a.example/%7E lakes quiet and of`.split(
    /[ \n]/u,
  );
/** The same with white space in it, or nothing else. */
const SPACED = [
  ...[
    ' ',
    '  ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    '\n---\n',
    '\n...\n',
    '\n# ',
    '\n- ',
    '\n> ',
    '\n    ',
    '\n\t',
  ],
  ...[
    '\0',
    '\u202e',
    '\ud800',
    '\udc00',
    '\u200b',
    '\u2028',
    '\u2029',
    '\u0085',
    '\ufeff',
    '\u007f',
    '\ufffe',
  ],
  ...[
    '}\n@misc{evil,',
    '\nTY  - JOUR',
    '\r\nER  - \r\n',
    '\n---\ntitle: evil',
    ': evil',
    ' #evil',
    '\n```\n',
  ],
  ...[
    '"\r\n=1+1',
    '",',
    '""',
    '\\"',
    "\\'",
    '</title>',
    ' and ',
    'A, B',
    '{\\"o}',
    '\n===\n',
    '\n+',
    '\n1) ',
  ],
];

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 3, arbitrary: fc.constantFrom(...SPACED) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
);
const textOf = (maxLength: number) => fc.array(piece, { maxLength }).map(pieces => pieces.join(''));

const author = fc.oneof(
  fc.record({ family: textOf(2), given: fc.option(textOf(2), { nil: undefined }) }),
  fc.record({ literal: textOf(3) }),
);

const issued = fc.option(
  fc.record({
    year: fc.option(fc.integer({ min: 1900, max: 2099 }), { nil: undefined }),
    month: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 9 }),
    day: fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined, freq: 9 }),
  }),
  { nil: undefined },
);

const record = fc.record({
  title: textOf(6),
  abstract: textOf(8),
  note: textOf(6),
  tags: fc.array(textOf(2), { maxLength: 2 }),
  digestName: textOf(3),
  organisation: fc.option(textOf(3), { nil: undefined }),
  authorCount: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
  issued,
  authors: fc.option(fc.array(author, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 }),
  venue: fc.option(textOf(3), { nil: undefined, freq: 2 }),
  doi: fc.option(
    textOf(2).map(text => `10.1000/${text}`),
    { nil: undefined, freq: 2 },
  ),
  arxiv: fc.option(fc.constantFrom('2310.01234', 'cs/0301001', '}{"'), { nil: undefined, freq: 1 }),
  arxivClass: fc.option(fc.constantFrom('cs.LG', '% ,'), { nil: undefined, freq: 1 }),
  url: fc.option(
    textOf(2).map(text => `https://lakes.example/${text}`),
    { nil: undefined, freq: 1 },
  ),
  status: fc.constantFrom(...READING_STATUSES),
  starred: fc.boolean(),
});

/** Ten thousand invented papers whose every text tries to be more than text; the same ones every time. */
export const HOSTILE_PAPERS: readonly CitedPaper[] = inventPapers();

function inventPapers(): readonly CitedPaper[] {
  const taken = new Set<string>();
  return fc.sample(record, { numRuns: 10_000, seed: 20_231_009 }).map((made, place) => {
    const { title, abstract, note, digestName, issued: date, ...rest } = made;
    const citationKey = makeCitationKey({ title, year: date?.year }, key => taken.has(key));
    taken.add(citationKey.toLowerCase());
    const fields = {
      ...(withoutUndefined(rest) as Partial<Paper>),
      title,
      citationKey,
      ...(date !== undefined && { issued: issuedOf(date) }),
    };
    return citedPaper(fields, {
      abstract,
      note,
      digestNames: [digestName],
      collectionNames: place % 5 === 0 ? [digestName] : [],
      formerKeys: place % 3 === 0 ? [`former${place}` as CitationKey] : [],
    });
  });
}

function issuedOf({ year, month, day }: { [part in 'year' | 'month' | 'day']: number | undefined }): Issued {
  const known = withoutUndefined({ year, month, day: month === undefined ? undefined : day });
  if (year === undefined) return { ...known, yearSource: 'unknown' };
  return { ...known, yearSource: year % 2 === 0 ? 'written' : 'inferred' };
}

function withoutUndefined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
