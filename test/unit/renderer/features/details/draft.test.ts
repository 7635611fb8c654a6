import { describe, expect, test } from 'vitest';
import { readDraft, shownText, typeInto } from '../../../../../renderer/features/details/draft.ts';
import { detailsOf } from '../../../../../renderer/features/details/fields.ts';
import type { Details, Origins } from '../../../../../shared/domain/details.ts';
import { inventedPaper } from '../inventedPaper.ts';

const KNOWN: Details = {
  title: 'Quiet Ledgers',
  authors: [{ family: 'Lake', given: 'Ada' }],
  issued: { month: 10, day: 9 },
  doi: '10.1000/182',
};

const TOLD: Origins = { title: { kind: 'hand', at: 1 }, venue: { kind: 'file', from: 'refs.bib', at: 1 } };

describe('what is typed of a paper', () => {
  test('is a draft as long as it differs from what is known', () => {
    const typed = typeInto({}, 'venue', 'Journal of Fjords', KNOWN);
    expect(typed).toEqual({ venue: 'Journal of Fjords' });
    expect(shownText(typed, 'venue', KNOWN)).toBe('Journal of Fjords');
    expect(typeInto(typed, 'venue', '', KNOWN)).toEqual({});
    expect(typeInto({}, 'authors', 'Lake, Ada', KNOWN)).toEqual({});
  });

  test('becomes changes of the fields that differ', () => {
    const read = readDraft(
      {
        issued: 'Oct 9 2023',
        doi: 'https://doi.org/10.1000/ABC',
        venue: '',
        url: '',
        authors: 'Lake,  Ada',
        title: null,
      },
      KNOWN,
      TOLD,
    );
    expect(read).toEqual({
      ok: true,
      fields: { title: null, issued: { year: 2023, month: 10, day: 9 }, doi: '10.1000/abc', venue: null },
    });
  });

  test('is refused field by field, with what to do', () => {
    const read = readDraft(
      { title: ' ', doi: '10', arxiv: 'x', arxivClass: 'C S', url: 'ftp://a', venue: 'V' },
      KNOWN,
    );
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(Object.keys(read.errors)).toEqual(['title', 'doi', 'arxiv', 'arxivClass', 'url']);
    expect(read.errors.title).toMatch(/needs a title/u);
  });

  test('leaves what a digest prints where a field was emptied', () => {
    expect(readDraft({ issued: '' }, KNOWN, TOLD)).toEqual({ ok: true, fields: {} });
  });

  test('is refused where it can’t be stored', () => {
    const read = readDraft({ issued: 'Oct 9', authors: 'Lake\n'.repeat(1_001) }, KNOWN);
    expect(read).toMatchObject({ ok: false, errors: { issued: 'A date needs a year.' } });
    expect(!read.ok && read.errors.authors).toMatch(/at most 1,000 authors/u);
  });

  test('starts from what the paper says', () => {
    const paper = inventedPaper({
      title: 'A',
      issued: { month: 3, day: 1, yearSource: 'unknown' },
      arxivClass: 'cs.LG',
    });
    expect(detailsOf(paper, '')).toEqual({ title: 'A', issued: { month: 3, day: 1 }, arxivClass: 'cs.LG' });
    expect(detailsOf(paper, 'Text').abstract).toBe('Text');
  });
});
