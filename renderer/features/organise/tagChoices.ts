import type { Paper } from '../../../shared/domain/paper.ts';
import { foldTag } from '../../../shared/library/counts.ts';

/** How many of the chosen papers have a tag. */
export type TagShare = 'all' | 'some' | 'none';

/** A tag of the library, and how it stands with the chosen papers. */
export interface TagChoice {
  readonly tag: string;
  readonly share: TagShare;
  /** Papers of the whole library that have it. */
  readonly papers: number;
}

/** Every tag of the library: those the chosen papers have first, then by how much they are used, then by name. */
export function tagChoices(library: Iterable<Paper>, chosen: readonly Paper[]): readonly TagChoice[] {
  const used = new Map<string, { tag: string; papers: number; chosen: number }>();
  const ids = new Set(chosen.map(paper => paper.id));
  for (const paper of library) {
    for (const tag of paper.tags) {
      const entry = used.get(foldTag(tag)) ?? { tag, papers: 0, chosen: 0 };
      entry.papers += 1;
      if (ids.has(paper.id)) entry.chosen += 1;
      used.set(foldTag(tag), entry);
    }
  }
  return [...used.values()]
    .map(({ tag, papers, chosen: with_ }) => ({ tag, papers, share: shareOf(with_, ids.size) }))
    .sort(byUse);
}

/** The tags that hold what was typed, those that begin with it first. */
export function completeTags(choices: readonly TagChoice[], typed: string): readonly TagChoice[] {
  const wanted = foldTag(typed.trim());
  if (wanted === '') return choices;
  const begins = choices.filter(choice => foldTag(choice.tag).startsWith(wanted));
  const holds = choices.filter(
    choice => foldTag(choice.tag).includes(wanted) && !foldTag(choice.tag).startsWith(wanted),
  );
  return [...begins, ...holds];
}

/** How much of `of` papers `count` are. */
export function shareOf(count: number, of: number): TagShare {
  if (count === 0) return 'none';
  return count === of ? 'all' : 'some';
}

function byUse(a: TagChoice, b: TagChoice): number {
  const first = Number(b.share !== 'none') - Number(a.share !== 'none');
  return first || b.papers - a.papers || a.tag.localeCompare(b.tag, 'en');
}
