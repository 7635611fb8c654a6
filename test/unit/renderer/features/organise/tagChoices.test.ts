import { describe, expect, it } from 'vitest';
import { completeTags, tagChoices } from '../../../../../renderer/features/organise/tagChoices.ts';
import { pickPapers } from '../../../../../renderer/features/organise/pickPapers.ts';
import { inventedPaper } from '../inventedPaper.ts';

const one = inventedPaper({ title: 'Calm Lakes of Gradient', tags: ['thesis', 'Optics'] });
const two = inventedPaper({ title: 'A Lake, Calm', tags: ['optics'] });
const three = inventedPaper({ title: 'Nothing of the Kind', tags: ['maps', 'optics'] });
const library = [one, two, three];

describe('tags to choose from', () => {
  it('say whether all, some or none of the chosen papers have them', () => {
    expect(tagChoices(library, [one, two]).map(({ tag, share }) => [tag, share])).toEqual([
      ['Optics', 'all'],
      ['thesis', 'some'],
      ['maps', 'none'],
    ]);
  });

  it('count papers over both spellings of a tag', () => {
    expect(tagChoices(library, [one])[0]).toMatchObject({ tag: 'Optics', papers: 3 });
  });

  it('are completed from what was typed, beginnings first, without regard to case', () => {
    const choices = tagChoices([inventedPaper({ tags: ['top', 'Optics', 'maps'] })], []);
    expect(completeTags(choices, ' OP ').map(choice => choice.tag)).toEqual(['Optics', 'top']);
    expect(completeTags(choices, '')).toHaveLength(3);
  });
});

describe('picking a paper by its title', () => {
  it('finds titles that hold all words, beginnings first', () => {
    expect(pickPapers(library, 'calm lake', three).map(paper => paper.title)).toEqual([one.title, two.title]);
  });

  it('leaves out the paper it is picked for', () => {
    expect(pickPapers(library, 'calm', one)).toEqual([two]);
  });

  it('offers nothing before something is typed', () => {
    expect(pickPapers(library, '  ', one)).toEqual([]);
  });
});
