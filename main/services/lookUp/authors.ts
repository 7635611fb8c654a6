import { authorFromName, type Author } from '../../../shared/domain/author.ts';
import { line } from './fields.ts';

/** The authors of a list of whole names, in its order; what is no name is left out. */
export function authorsOf(names: readonly (string | null | undefined)[]): readonly Author[] {
  return names.flatMap(name => {
    const shown = line(name);
    return shown === undefined ? [] : (authorFromName(shown) ?? []);
  });
}
