import { describe, expect, test } from 'vitest';
import type { Paper } from '../../../../shared/domain/paper.ts';
import type { DetailsChange, OriginNow, SetDetails } from '../../../../shared/library/command.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import { digestId, IMPORT_DAY, importOf, listing, paperId, parsedDigest } from '../invented.ts';
import { contentOf, libraryAfter, run } from '../support.ts';

const QUIET = 'Quiet quantisation';
const HAND: OriginNow = { kind: 'hand' };
const MONDAY = importOf(
  'monday',
  parsedDigest([listing(QUIET, { issued: { month: 5, day: 2 }, organisation: 'fjordlab Fjord Lab' })], {
    header: { lines: [], date: { month: 5, day: 3 } },
  }),
);

function setting(title: string, fields: DetailsChange['fields']): SetDetails {
  return { name: 'setDetails', changes: [{ paper: paperId(title), fields, origin: HAND }], at: 9 };
}

function paperOf(library: MemoryLibrary, title: string): Paper {
  return library.state.papers.get(paperId(title))!;
}

describe('Taking a detail away that the user typed', () => {
  const REFS = importOf(
    'refs',
    parsedDigest(
      [listing(QUIET, { doi: '10.1000/1', venue: 'Journal', organisation: 'Fjord Lab', abstract: '' })],
      {
        shape: 'bibtex',
        header: { lines: [] },
      },
    ),
    { at: IMPORT_DAY + 5 },
  );
  const PRINTED = [MONDAY, REFS].map(({ digest, parsed }) => ({ digest, listing: parsed.listings[0]! }));
  const typed = {
    abstract: 'Mine.',
    doi: '10.1000/2',
    venue: 'Elsewhere',
    organisation: 'Another Lab',
    title: 'Loud quantisation',
    issued: { year: 2001 },
  };
  const NOTHING = { abstract: null, doi: null, venue: null, organisation: null, title: null, issued: null };
  const taking = (
    fields: DetailsChange['fields'],
    printed: DetailsChange['printed'] = PRINTED,
  ): SetDetails => ({
    name: 'setDetails',
    changes: [{ paper: paperId(QUIET), fields, origin: HAND, printed }],
    at: 10,
  });

  test('gives at once what the digests and files tell, and is undone whole', () => {
    const library = libraryAfter(MONDAY, REFS);
    const before = contentOf(library, ['papers', 'abstracts']);
    run(library, setting(QUIET, typed));
    const changed = contentOf(library);
    const undo = library.applyPatches(planCommand(library.state, taking(NOTHING)));
    const after = contentOf(library, ['papers', 'abstracts']);
    const origin = paperOf(library, QUIET).origins?.doi;
    expect(origin).toEqual({ kind: 'file', from: 'refs.txt', at: IMPORT_DAY + 5 });
    expect(withoutKeys(after)).toEqual(withoutKeys(before));
    library.applyPatches(undo);
    expect(contentOf(library)).toEqual(changed);
  });

  test('leaves nothing where no digest of the paper tells it, or none can be read', () => {
    const library = libraryAfter(MONDAY, setting(QUIET, typed));
    const strange = PRINTED.map(({ listing: each }) => ({ digest: digestId('strange'), listing: each }));
    run(library, taking({ abstract: null, doi: null }, strange));
    expect(paperOf(library, QUIET)).toMatchObject({ opening: '' });
    expect(paperOf(library, QUIET)).not.toHaveProperty('doi');
    expect(library.abstracts.has(paperId(QUIET))).toBe(false);
  });

  test('takes away for good what a file told', () => {
    const library = libraryAfter(MONDAY, REFS);
    run(library, taking({ doi: null }));
    expect(paperOf(library, QUIET)).not.toHaveProperty('doi');
  });
});

/** A corrected identifier leaves a key, so that its file is read again as the same paper. */
function withoutKeys(content: Record<string, unknown>): unknown {
  return { ...content, papers: (content['papers'] as Paper[]).map(paper => ({ ...paper, titleKeys: [] })) };
}
