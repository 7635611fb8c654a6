import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareWithFiles,
  MAX_CATCH_UP,
  whenRowsDiffer,
  type Decision,
  type Held,
} from '../../../../renderer/data/compareWithFiles.ts';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { RowCounts } from '../../../../shared/library/change.ts';

const OWN = 'a'.repeat(32) as LibraryId;
const OTHER = 'b'.repeat(32) as LibraryId;
type Opened = Parameters<typeof compareWithFiles>[1];

function counts(papers = 3): RowCounts {
  return { papers, notes: 1, digests: 1, collections: 0, savedSearches: 0, citationKeys: papers };
}

function opened(more: Partial<Opened> = {}): Opened {
  return { library: OWN, seq: 7, counts: counts(), lastEnd: 'clean', damaged: false, ...more };
}

function held(more: Partial<Extract<Held, { kind: 'copy' }>> = {}): Held {
  return { kind: 'copy', library: OWN, seq: 7, counts: counts(), ...more };
}

const EMPTY = { seq: 0, counts: counts(0), lastEnd: 'first' } as const;

describe('What the start does', () => {
  const cases: readonly (readonly [string, Held, Opened, Decision])[] = [
    ['opens at once what is the same', held(), opened(), 'same'],
    ['compares every row after an unclean end', held(), opened({ lastEnd: 'unclean' }), 'check'],
    ['compares every row of files that were damaged', held(), opened({ damaged: true }), 'check'],
    ['reads again when a row is missing', held({ counts: counts(2) }), opened(), 'rebuild'],
    [
      'sets aside what differs when it can’t be told which is right',
      held({ counts: counts(2) }),
      opened({ damaged: true }),
      'ahead',
    ],
    ['brings in the changes it has not seen', held({ seq: 6 }), opened(), 'catchUp'],
    ['does so after an unclean end too', held({ seq: 1 }), opened({ lastEnd: 'unclean' }), 'catchUp'],
    [
      'does so when the files were damaged but know more',
      held({ seq: 1 }),
      opened({ damaged: true }),
      'catchUp',
    ],
    [
      'reads everything when there are too many changes',
      held({ seq: 1 }),
      opened({ seq: MAX_CATCH_UP + 2 }),
      'rebuild',
    ],
    ['brings in as many as are quick', held({ seq: 1 }), opened({ seq: MAX_CATCH_UP + 1 }), 'catchUp'],
    ['sets aside what the files don’t have', held({ seq: 8 }), opened(), 'ahead'],
    ['writes into damaged files what they lost', held({ seq: 8 }), opened({ damaged: true }), 'adopt'],
    ['writes into empty files what they lost', held(), opened(EMPTY), 'adopt'],
    ['reads what it does not hold', { kind: 'nothing' }, opened(), 'rebuild'],
    ['reads what it can’t read here', { kind: 'unreadable' }, opened(), 'rebuild'],
    ['reads what is of another library', held({ library: OTHER }), opened(), 'rebuild'],
    ['reads what is of no library', held({ library: undefined }), opened(), 'rebuild'],
    ['begins where there is nothing on either side', { kind: 'nothing' }, opened(EMPTY), 'begin'],
    [
      'begins so again when the first start was cut short',
      { kind: 'nothing' },
      opened({ ...EMPTY, lastEnd: 'unclean' }),
      'begin',
    ],
    ['opens an empty library', held({ seq: 0, counts: counts(0) }), opened(EMPTY), 'same'],
    [
      'compares nothing with nothing',
      held({ seq: 0, counts: counts(0) }),
      opened({ ...EMPTY, lastEnd: 'unclean' }),
      'same',
    ],
  ];

  test.each(cases)('%s', (_, mine, files, decision) => {
    expect(compareWithFiles(mine, files)).toBe(decision);
  });

  test('never overwrites files that hold something whole, nor drops unseen what only this browser holds', () => {
    const seq = fc.integer({ min: 0, max: 5 });
    const anyCounts = fc.integer({ min: 0, max: 2 }).map(counts);
    const anyHeld: fc.Arbitrary<Held> = fc.oneof(
      fc.constantFrom({ kind: 'nothing' } as const, { kind: 'unreadable' } as const),
      fc.record({
        kind: fc.constant('copy' as const),
        library: fc.constantFrom(OWN, OTHER, undefined),
        seq,
        counts: anyCounts,
      }),
    );
    const anyOpened = fc.record({
      library: fc.constant(OWN),
      seq,
      counts: anyCounts,
      lastEnd: fc.constantFrom('first' as const, 'clean' as const, 'unclean' as const),
      damaged: fc.boolean(),
    });
    fc.assert(
      fc.property(anyHeld, anyOpened, (mine, files) => {
        const decision = compareWithFiles(mine, files);
        const isOwn = mine.kind === 'copy' && mine.library === OWN;
        if (decision === 'adopt') expect(isOwn && mine.seq > files.seq).toBe(true);
        if (decision === 'adopt') expect(files.damaged || files.seq === 0).toBe(true);
        if (isOwn && mine.seq > files.seq) expect(['adopt', 'ahead']).toContain(decision);
        if (decision === 'same') expect(isOwn && mine.seq === files.seq).toBe(true);
      }),
    );
  });

  test('goes by the files when rows differ, unless these were damaged', () => {
    expect([whenRowsDiffer({ damaged: false }), whenRowsDiffer({ damaged: true })]).toEqual([
      'rebuild',
      'ahead',
    ]);
  });
});
