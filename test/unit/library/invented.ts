import fc from 'fast-check';
import type {
  CitationKey,
  CollectionId,
  DigestId,
  DumpId,
  ImportId,
  PaperId,
  SavedSearchId,
} from '../../../shared/domain/ids.ts';
import type { Author } from '../../../shared/domain/author.ts';
import { namesakeKeys } from '../../../shared/domain/sameWork.ts';
import { titleKey } from '../../../shared/domain/title.ts';
import { READING_STATUSES } from '../../../shared/domain/paper.ts';
import type { ParsedDigest, ParsedListing } from '../../../shared/digest-format/types.ts';
import type {
  DescribedWork,
  DetailsChange,
  ImportDigest,
  LibraryCommand,
  OriginNow,
} from '../../../shared/library/command.ts';

/** Noon on 1 June 2026, UTC. */
export const IMPORT_DAY = Date.UTC(2026, 5, 1, 12);

/** A paper as a digest lists it, with only what the test speaks of. */
export function listing(title: string, rest: Partial<ParsedListing> = {}): Omit<ParsedListing, 'rank'> {
  return { title, abstract: `${title} is what this paper is about.`, ...rest };
}

export function parsedDigest(
  listings: readonly Omit<ParsedListing, 'rank'>[],
  rest: Partial<ParsedDigest> = {},
): ParsedDigest {
  return {
    shape: 'search-compact',
    header: { lines: ['Subscribe'] },
    notUnderstood: [],
    ...rest,
    listings: listings.map((each, index) => ({ ...each, rank: index + 1 })),
  };
}

export function importOf(id: string, parsed: ParsedDigest, rest: Partial<ImportDigest> = {}): ImportDigest {
  return {
    name: 'importDigest',
    digest: id as DigestId,
    dump: `dump of ${id}` as DumpId,
    importId: 'one import' as ImportId,
    file: `${id}.txt`,
    parsed,
    at: IMPORT_DAY,
    ...rest,
  };
}

/** The same page imported another day, under the id that another parser gives it. */
export function importedAgain(command: ImportDigest): ImportDigest {
  return {
    ...command,
    digest: `${command.digest}, read otherwise` as DigestId,
    importId: 'another import' as ImportId,
  };
}

/** Id of the paper first seen under that title. */
export function paperId(title: string): PaperId {
  return titleKey(title) as string as PaperId;
}

export const digestId = (id: string): DigestId => id as DigestId;
export const collectionId = (id: string): CollectionId => id as CollectionId;
export const searchId = (id: string): SavedSearchId => id as SavedSearchId;

/** Titles of the small world of `anyCommands`. */
export const TITLES = [
  'A lantern for shallow parsers',
  'Gardens of forking gradients',
  'On the patience of caches',
  'Quiet quantisation',
  'Rivers that remember',
  'Seven ways to sort a meadow',
  'Tides in token space',
];

/** Seven digests over seven papers, several of which they share; their content is a function of their id. */
const DIGESTS: readonly ParsedDigest[] = [0, 1, 2, 3, 4, 5, 6].map(number => {
  const own = TITLES.filter((_, index) => (index * 3 + number) % 4 < 2);
  const listings = own.map((title, index) =>
    listing(index % 3 === 2 ? title.toUpperCase() : title, {
      abstract: (number + index) % 5 === 0 ? '' : `${title}. See https://example.org/${index} for more.`,
      ...(number % 2 === 0
        ? { issued: { month: 1 + index, day: 2, ...(index === 0 ? { year: 2025 } : {}) } }
        : {}),
      ...(index % 2 === 0 ? { authorCount: index + 1 } : { organisation: 'Meadow Institute' }),
    }),
  );
  const date = number % 3 === 0 ? { month: 9, day: 1 + number } : undefined;
  return parsedDigest(listings, {
    header: { lines: [`Page ${number}`], ...(date === undefined ? {} : { date }) },
  });
});

/** Files of references over the same papers, with details and marks that meet those of the digests and of each other. */
const FILES: readonly ParsedDigest[] = [0, 1, 2, 3].map(number => {
  const own = TITLES.filter((_, index) => (index + number) % 3 > 0);
  const listings = own.map((title, index) =>
    listing(index % 4 === 3 ? `${title}, revised` : title, {
      abstract: index % 2 === 0 ? '' : `${title}, as the file ${number} tells it.`,
      ...(index % 2 === 0
        ? { arxiv: `2310.0000${(index + number) % 5}` }
        : { doi: `10.1000/${(index * number) % 4}` }),
      ...(index % 3 === 0
        ? { authors: [{ family: 'Lake', given: `Ada ${number}` }, { literal: 'Meadow Group' }] }
        : {}),
      ...(index % 3 === 1 ? { venue: `Journal ${number}`, issued: { year: 2020 + number } } : {}),
      ...(index % 2 === 1
        ? {
            marks: {
              status: READING_STATUSES[(index + number) % 4]!,
              starred: index % 3 === 0,
              tags: ['THESIS', `file ${number % 2}`],
              collections: ['meadows', 'From a file'],
              note: `Noted in ${number % 2}.`,
              citationKey: number % 2 === 0 ? 'meadow2026' : `own${index}`,
            },
          }
        : {}),
    }),
  );
  return parsedDigest(listings, { shape: 'bibtex', header: { lines: [] } });
});

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const digestNumber = fc.nat({ max: DIGESTS.length - 1 });
const fileNumber = fc.nat({ max: FILES.length - 1 });
const digest = fc.oneof(
  { arbitrary: digestNumber.map(number => digestId(`digest ${number}`)), weight: 3 },
  { arbitrary: fileNumber.map(number => digestId(`file ${number}`)), weight: 1 },
);
/** Papers under their own titles, and those that share the title of another one. */
const paper = fc.oneof(
  { arbitrary: oneOf(TITLES).map(paperId), weight: 4 },
  {
    arbitrary: fc
      .record({ title: oneOf(TITLES), arxiv: oneOf(['2310.00001', '2310.00002', '2310.00003']) })
      .map(({ title, arxiv }) => namesakeKeys(titleKey(title), { arxiv })[0] as string as PaperId),
    weight: 1,
  },
);
const papers = fc.array(paper, { maxLength: 5 });
const tag = oneOf(['thesis', 'Thesis', ' to cite ', 'later', '']);
const collection = oneOf(['c1', 'c2', 'c3']).map(collectionId);
const search = oneOf(['s1', 's2']).map(searchId);
const name = oneOf(['Meadows', 'meadows', 'Chapter 2', 'Reviews', ' ']);
const at = fc.integer({ min: IMPORT_DAY, max: IMPORT_DAY + 1_000 });

const imports: fc.Arbitrary<LibraryCommand> = fc
  .record({ number: digestNumber, at })
  .map(({ number, at: time }) => importOf(`digest ${number}`, DIGESTS[number]!, { at: time }));
const fileImports: fc.Arbitrary<LibraryCommand> = fc
  .record({ number: fileNumber, at })
  .map(({ number, at: time }) => importOf(`file ${number}`, FILES[number]!, { at: time }));

const digestCommands: fc.Arbitrary<LibraryCommand> = fc.oneof(
  fc.array(digest, { maxLength: 3 }).map(digests => ({ name: 'removeDigests', digests }) as const),
  fc.record({ digest, number: digestNumber }).map(
    ({ digest: id, number }) =>
      ({
        name: 'rereadDigest',
        digest: id,
        parsed: id.startsWith('file') ? FILES[number % FILES.length]! : DIGESTS[number]!,
        abstracts: {},
      }) as const,
  ),
  fc.record({ name: fc.constant('renameDigest' as const), digest, givenName: name }),
  fc.record({ name: fc.constant('setDigestYear' as const), digest, year: oneOf([null, 2024, 2026, 20]) }),
);

const markings: fc.Arbitrary<LibraryCommand> = fc.oneof(
  fc.record({ name: fc.constant('setStatus' as const), papers, status: oneOf(READING_STATUSES) }),
  fc.record({ name: oneOf(['star', 'unstar'] as const), papers }),
  fc.record({ name: oneOf(['addTag', 'removeTag'] as const), papers, tag }),
  fc.record({ name: fc.constant('renameTag' as const), from: tag, to: tag }),
  fc.record({ name: fc.constant('deleteTag' as const), tag }),
  fc.record({
    name: fc.constant('setNote' as const),
    paper,
    text: oneOf(['', 'Read **twice**.', 'Cite.']),
    at,
  }),
);

const groupings: fc.Arbitrary<LibraryCommand> = fc.oneof(
  fc.record({ name: fc.constant('createCollection' as const), collection, title: name, papers }),
  fc.record({ name: fc.constant('renameCollection' as const), collection, title: name }),
  fc.record({ name: fc.constant('deleteCollection' as const), collection }),
  fc.record({ name: oneOf(['addToCollection', 'removeFromCollection'] as const), papers, collection }),
  fc.record({
    name: fc.constant('saveSearch' as const),
    search,
    title: name,
    query: oneOf(['is:unread', '']),
    within: fc.constant({ kind: 'all' } as const),
  }),
  fc.record({ name: fc.constant('renameSavedSearch' as const), search, title: name }),
  fc.record({ name: fc.constant('deleteSavedSearch' as const), search }),
);

const identities: fc.Arbitrary<LibraryCommand> = fc.oneof(
  fc.record({
    name: fc.constant('setCitationKey' as const),
    paper,
    key: oneOf(['meadow2026', 'Meadow2026', 'riversThatRemember', 'quietQuantisation', 'not a key']).map(
      key => key as CitationKey,
    ),
  }),
  fc.record({
    name: fc.constant('mergePapers' as const),
    into: paper,
    from: paper,
    abstract: fc.constant('The abstract of the paper that ends.'),
  }),
  fc.record({ name: fc.constant('keepApart' as const), papers: fc.tuple(paper, paper) }),
  fc.record({ name: fc.constant('removePapers' as const), papers: fc.array(paper, { maxLength: 2 }) }),
);

const author = oneOf<Author>([
  { family: 'Lake', given: 'Ada' },
  { family: '  Brook ' },
  { literal: 'Meadow Group' },
  { family: ' ' },
]);
/** Details that meet, are of no use, or take something away. */
const details: fc.Arbitrary<DetailsChange['fields']> = fc.record(
  {
    title: oneOf([null, ...TITLES.slice(0, 3), 'A title nobody printed', 'Another one', ' ']),
    abstract: oneOf([null, 'Told by hand, see https://example.org.', 'Told.', '']),
    authors: fc.option(fc.array(author, { maxLength: 2 }), { nil: null }),
    issued: oneOf([
      null,
      {},
      { year: 2021 },
      { year: 2021, month: 2 },
      { year: 2021, month: 2, day: 29 },
      { month: 3 },
    ]),
    venue: oneOf([null, 'Journal  of Meadows', '']),
    organisation: oneOf([null, 'Brook College', 'Meadow Institute']),
    doi: oneOf([null, 'https://doi.org/10.1000/1', '10.1000/2', '10.48550/arXiv.2310.00001', 'no DOI']),
    arxiv: oneOf([null, 'arXiv:2310.00001v2', '2310.00002', '']),
    arxivClass: oneOf([null, 'cs.LG', 'CS']),
    url: oneOf([null, 'https://example.org/1', 'javascript:alert(1)']),
  },
  { requiredKeys: [] },
);
const origin: fc.Arbitrary<OriginNow> = oneOf([
  { kind: 'hand' },
  { kind: 'lookUp', from: 'Crossref' },
  { kind: 'file', from: 'refs.bib' },
]);

const tellings: fc.Arbitrary<LibraryCommand> = fc.oneof(
  fc
    .record({
      papers: fc.array(fc.record({ title: oneOf([...TITLES, 'Added by hand']), fields: details, origin }), {
        maxLength: 3,
      }),
      at,
    })
    .map(({ papers: works, at: time }) => ({
      name: 'addPapers' as const,
      papers: works.map(({ title, fields, origin: from }) => {
        const known = Object.entries({ ...fields, title }).filter(([, value]) => value !== null);
        return { work: Object.fromEntries(known) as unknown as DescribedWork, origin: from };
      }),
      at: time,
    })),
  fc.record({
    name: fc.constant('setDetails' as const),
    changes: fc.uniqueArray(fc.record({ paper, fields: details, origin }), {
      minLength: 1,
      maxLength: 3,
      selector: change => change.paper,
    }),
    at,
  }),
);

/** Any command on a small world, so that commands meet; many are refused or find nothing to change. */
const anyCommand: fc.Arbitrary<LibraryCommand> = fc.oneof(
  { arbitrary: imports, weight: 4 },
  { arbitrary: fileImports, weight: 2 },
  { arbitrary: tellings, weight: 3 },
  { arbitrary: digestCommands, weight: 2 },
  { arbitrary: markings, weight: 4 },
  { arbitrary: groupings, weight: 2 },
  { arbitrary: identities, weight: 2 },
);

/** Sequences of commands that begin with two imports, so that there is something to work on. */
export const anyCommands: fc.Arbitrary<LibraryCommand[]> = fc
  .tuple(fc.array(imports, { minLength: 2, maxLength: 2 }), fc.array(anyCommand, { maxLength: 25 }))
  .map(([first, rest]) => [...first, ...rest]);

/** A step of a session: a command, a way back or forth, or the library read again from its rows. */
export type SessionStep = LibraryCommand | 'undo' | 'redo' | 'reload';

/** Sequences of steps that begin with two imports. */
export const anySession: fc.Arbitrary<SessionStep[]> = fc
  .tuple(
    anyCommands,
    fc.array(
      fc.oneof(
        { arbitrary: anyCommand, weight: 3 },
        { arbitrary: oneOf<SessionStep>(['undo', 'undo', 'redo', 'reload']), weight: 2 },
      ),
      { maxLength: 40 },
    ),
  )
  .map(([commands, steps]) => [...commands, ...steps]);
