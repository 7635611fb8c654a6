import type { Paper } from '../../shared/domain/paper.ts';
import type { Library } from '../data/types.ts';
import { runCommand } from './command.ts';

/** Merges `from` into `into`, which takes over the abstract as well where it has none. Says in a toast what it did. */
export async function mergePapers(library: Library, into: Paper, from: Paper): Promise<void> {
  const lacksAbstract = into.opening === '' && from.opening !== '';
  const abstract = lacksAbstract ? { abstract: await library.readAbstract(from.id) } : {};
  runCommand(library, { name: 'mergePapers', into: into.id, from: from.id, ...abstract });
}
