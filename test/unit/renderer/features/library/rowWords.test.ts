import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../../../shared/domain/digest.ts';
import type { DigestId, DumpId, ImportId } from '../../../../../shared/domain/ids.ts';
import type { View } from '../../../../../shared/domain/view.ts';
import { papersInWords, rowWords } from '../../../../../renderer/features/library/rowWords.ts';
import { inventedPaper } from '../inventedPaper.ts';

const monday = 'monday' as DigestId;
const tuesday = 'tuesday' as DigestId;
const digests = new Map([monday, tuesday].map(id => [id as string, digest(id)]));
const all: View = { kind: 'all' };
const onTuesday: View = { kind: 'digest', digest: tuesday, show: 'all' };

function digest(id: DigestId): Digest {
  return {
    id,
    dump: 'dump' as DumpId,
    file: `${id}.txt`,
    shape: 'search-compact',
    header: { lines: [] },
    year: { source: 'unknown', evidence: '' },
    imported: 0,
    importId: 'import' as ImportId,
    listingCount: 1,
    newCount: 1,
    notUnderstood: [],
  };
}

const known = inventedPaper({
  addedBy: monday,
  listings: [
    { digest: monday, rank: 1 },
    { digest: tuesday, rank: 4 },
  ],
});

describe('the small line of a row', () => {
  it('says how often a paper was listed', () => {
    expect(rowWords(known, all, digests)).toEqual({
      known: 'seen in 2 digests',
      knownBriefly: '2 digests',
    });
  });

  it('says where a paper was listed once', () => {
    const paper = inventedPaper({ addedBy: monday, listings: [{ digest: monday, rank: 1 }] });
    expect(rowWords(paper, all, digests)).toEqual({ from: 'listed in monday' });
  });

  it('tells papers that were there before from new ones in a digest', () => {
    const fresh = inventedPaper({ addedBy: tuesday, listings: [{ digest: tuesday, rank: 1 }] });
    expect(rowWords(known, onTuesday, digests)).toEqual({
      known: 'known since monday',
      knownBriefly: 'known',
    });
    expect(rowWords(fresh, onTuesday, digests)).toEqual({ fresh: 'new' });
  });

  it('calls a paper new until it was looked at', () => {
    const fresh = inventedPaper({ addedBy: tuesday, listings: [{ digest: tuesday, rank: 1 }] });
    for (const status of ['reading', 'read', 'archived'] as const)
      expect(rowWords({ ...fresh, status }, onTuesday, digests)).toEqual({});
  });

  it('still says that a paper was known when its first digest is gone', () => {
    const orphan = inventedPaper(known);
    Reflect.deleteProperty(orphan, 'addedBy');
    expect(rowWords(orphan, onTuesday, digests).known).toBe('already in your library');
  });

  it('names an organisation, or counts the authors', () => {
    expect(rowWords(inventedPaper({ organisation: 'smalllab Small Lab' }), all, digests).by).toBe(
      'Small Lab',
    );
    expect(rowWords(inventedPaper({ authorCount: 1 }), all, digests).by).toBe('1 author');
    expect(rowWords(inventedPaper({ authorCount: 7 }), all, digests).by).toBe('7 authors');
  });

  it('counts papers in words', () => {
    expect([papersInWords(0), papersInWords(1), papersInWords(1204)]).toEqual([
      '0 papers',
      '1 paper',
      '1,204 papers',
    ]);
  });
});
