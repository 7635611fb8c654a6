import type { PaperId } from '../../domain/ids.ts';
import type { Paper } from '../../domain/paper.ts';
import { foldTag } from '../counts.ts';
import type { Patch } from '../patch.ts';
import type { LibraryState } from '../tables.ts';
import { cleanName, papersNamed, setEach } from './patches.ts';

/** Adds a tag, in the spelling already in use if there is one. */
export function planAddTag(state: LibraryState, papers: readonly PaperId[], text: string): Patch[] {
  const name = cleanName(text, 'tag');
  const tag = state.counts.tagSpelling(name) ?? name;
  const without = papersNamed(state, papers).filter(paper => !hasTag(paper, tag));
  return setEach(without, paper => ({ tags: [...paper.tags, tag] }));
}

export function planRemoveTag(state: LibraryState, papers: readonly PaperId[], tag: string): Patch[] {
  return dropTag(papersNamed(state, papers), tag);
}

/** Takes the tag off every paper. */
export function planDeleteTag(state: LibraryState, tag: string): Patch[] {
  return dropTag(state.papers.values(), tag);
}

/** Renames a tag everywhere; if the new name is a tag already, the two become one. */
export function planRenameTag(state: LibraryState, from: string, to: string): Patch[] {
  const name = cleanName(to, 'tag');
  const respelt = foldTag(name) === foldTag(from);
  const tag = respelt ? name : (state.counts.tagSpelling(name) ?? name);
  const tagged = [...state.papers.values()].filter(paper => hasTag(paper, from) && !paper.tags.includes(tag));
  const merged = [...state.papers.values()].filter(
    paper => hasTag(paper, from) && paper.tags.includes(tag) && !respelt,
  );
  return [
    ...setEach(tagged, paper => ({
      tags: paper.tags.map(each => (foldTag(each) === foldTag(from) ? tag : each)),
    })),
    ...dropTag(merged, from),
  ];
}

function dropTag(papers: Iterable<Paper>, tag: string): Patch[] {
  const folded = foldTag(tag);
  const tagged = [...papers].filter(paper => hasTag(paper, tag));
  return setEach(tagged, paper => ({ tags: paper.tags.filter(each => foldTag(each) !== folded) }));
}

function hasTag(paper: Paper, tag: string): boolean {
  if (paper.tags.length === 0) return false;
  const folded = foldTag(tag);
  return paper.tags.some(each => foldTag(each) === folded);
}
