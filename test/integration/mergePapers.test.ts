import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { mergePapers } from '../../renderer/actions/mergePapers.ts';
import type { ParsedListing } from '../../shared/digest-format/types.ts';
import type { DigestId, DumpId, ImportId } from '../../shared/domain/ids.ts';
import { hashText } from '../../shared/domain/title.ts';
import { openNew } from './data/support/library.ts';

test('a paper without an abstract takes over that of the paper merged into it', async () => {
  const library = await openNew();
  const importListings = (name: string, ...listings: readonly Omit<ParsedListing, 'rank'>[]) =>
    library.run({
      name: 'importDigest',
      digest: hashText(name) as string as DigestId,
      dump: hashText(name) as string as DumpId,
      importId: name as string as ImportId,
      file: name,
      parsed: {
        shape: 'daily-plain',
        header: { lines: [] },
        listings: listings.map((listing, at) => ({ ...listing, rank: at + 1 })),
        notUnderstood: [],
      },
      at: 1_000,
    });
  importListings('first.txt', { title: 'Calm Lakes', abstract: '' });
  importListings('second.txt', { title: 'Calm Lakes!', abstract: 'Lakes are calm.' });
  const [older, newer] = [...library.state.papers.values()];
  if (!older || !newer) throw new Error('there are not two papers');
  await library.settled();
  await mergePapers(library, older, newer);
  await library.settled();
  expect([...library.state.papers.values()].map(({ title, opening }) => [title, opening])).toEqual([
    ['Calm Lakes', 'Lakes are calm.'],
  ]);
  expect(await library.readAbstract(older.id)).toBe('Lakes are calm.');
  await library.close();
});
