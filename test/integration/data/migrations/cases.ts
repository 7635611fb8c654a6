/** Rows of a database by table. */
export type Rows = Readonly<Record<string, readonly unknown[]>>;

/** What a migration must do to rows as the version before it wrote them. */
export interface MigrationCase {
  /** Rows of the version before; they are written into a database of that version. */
  readonly before: Rows;
  /** The tables to look at after opening with today's program, and what they must hold. */
  readonly after: Rows;
}

const FIRST_PAPER = {
  id: 'aa',
  serial: 1,
  title: 'Rivers that remember',
  titleKeys: ['aa'],
  opening: 'On rivers.',
  hasLink: false,
  hasNote: false,
  listings: [{ digest: 'dd', rank: 1 }],
  addedBy: 'dd',
  added: 1,
  citationKey: 'riversThatRemember',
  status: 'unread',
  starred: false,
  tags: [],
  collections: [],
  keptApart: [],
};

const SECOND_PAPER = { ...FIRST_PAPER, id: 'ab', serial: 40, title: 'Quiet quantisation', titleKeys: ['ab'] };
const KEY = { id: 'riversthatremember', key: 'riversThatRemember', paper: 'aa' };
const FORMER_KEY = { id: 'rivers', key: 'Rivers', paper: 'aa' };

const bytesOf = (rows: readonly unknown[]): Uint8Array => new TextEncoder().encode(JSON.stringify(rows));

/**
 * A case for every migration by its version: a migration without one fails the tests. Version 1 has no version before
 * it; its case holds rows of version 1, which every later program must read unharmed.
 */
export const MIGRATION_CASES: Readonly<Record<number, MigrationCase>> = {
  1: {
    before: {
      papers: [FIRST_PAPER],
      abstracts: [{ id: 'aa', text: 'On rivers.' }],
      meta: [{ id: 'library', seq: 1, nextSerial: 2 }],
    },
    after: {
      papers: [FIRST_PAPER],
      abstracts: [{ id: 'aa', text: 'On rivers.' }],
      meta: [{ id: 'library', seq: 1, nextSerial: 2 }],
    },
  },
  2: {
    before: {
      // Their ids stand in another order than their serials.
      papers: [{ ...SECOND_PAPER, id: 'a' }, FIRST_PAPER],
      abstracts: [
        { id: 'a', text: 'On quantisation.' },
        { id: 'aa', text: 'On rivers.' },
        { id: 'of no paper', text: 'A stray.' },
      ],
      citationKeys: [FORMER_KEY, KEY],
      notes: [{ id: 'aa', text: 'Mine.', changed: 1 }],
      meta: [{ id: 'library', seq: 1, nextSerial: 41 }],
    },
    after: {
      papers: [FIRST_PAPER, { ...SECOND_PAPER, id: 'a' }],
      abstracts: [
        { id: 'of no paper', text: 'A stray.' },
        { id: 'aa', text: 'On rivers.' },
        { id: 'a', text: 'On quantisation.' },
      ],
      citationKeys: [FORMER_KEY, KEY],
      notes: [{ id: 'aa', text: 'Mine.', changed: 1 }],
      meta: [{ id: 'library', seq: 1, nextSerial: 41 }],
    },
  },
  3: {
    before: {
      paperPages: [
        { page: 0, rows: bytesOf([FIRST_PAPER]) },
        { page: 1, rows: bytesOf([SECOND_PAPER]) },
      ],
      abstractPages: [{ page: 0, rows: bytesOf([{ id: 'aa', text: 'On rivers.' }]) }],
      // A key that came again with another spelling, and one that was taken out.
      keyPages: [
        { page: 1, rows: bytesOf([{ ...KEY, key: 'RiversThatRemember' }, FORMER_KEY]) },
        { page: 2, rows: bytesOf([KEY, { id: 'rivers', gone: true }]) },
      ],
    },
    after: {
      papers: [FIRST_PAPER, SECOND_PAPER],
      abstracts: [{ id: 'aa', text: 'On rivers.' }],
      citationKeys: [KEY],
    },
  },
};
