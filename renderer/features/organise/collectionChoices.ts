import type { Collection } from '../../../shared/domain/collection.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { shareOf, type TagShare } from './tagChoices.ts';

/** A collection, and how it stands with the chosen papers. */
export interface CollectionChoice extends Collection {
  readonly share: TagShare;
}

/** The collections whose names hold what was typed, by name; and whether that very name is taken. */
export function collectionChoices(
  collections: Iterable<Collection>,
  chosen: readonly Paper[],
  typed: string,
): { readonly choices: readonly CollectionChoice[]; readonly isTaken: 'yes' | 'no' } {
  const wanted = typed.trim().toLowerCase();
  const all = [...collections].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const choices = all
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(collection => {
      const inside = chosen.filter(paper => paper.collections.includes(collection.id)).length;
      return { ...collection, share: shareOf(inside, chosen.length) };
    });
  return { choices, isTaken: all.some(({ name }) => name.toLowerCase() === wanted) ? 'yes' : 'no' };
}
