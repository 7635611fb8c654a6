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
};
