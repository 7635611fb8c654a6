import type { ImportDigest } from '../../shared/library/command.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { planningImport } from '../../shared/library/plan/imports.ts';
import type { Library } from './types.ts';
import { yieldToPage } from './yieldToPage.ts';

/** The page is kept busy so long before it may paint again: half a frame, as what is measured includes no last step. */
const MAX_BUSY_MS = 8;
/** Who changes the library again and again is not waited for. */
const MOST_TRIES = 3;

/**
 * Plans an import in between the page's own work: what it changes of the library as it then is. Anew when that was changed
 * meanwhile; undefined when it was each time.
 */
export async function planUnchanged(
  command: ImportDigest,
  library: Pick<Library, 'state' | 'version'>,
): Promise<Patch[] | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { version } = library;
    const steps = planningImport(library.state, command);
    let busySince = performance.now();
    while (library.version === version) {
      const step = steps.next();
      if (step.done === true) return step.value;
      if (performance.now() - busySince < MAX_BUSY_MS) continue;
      await yieldToPage();
      busySince = performance.now();
    }
  }
  return undefined;
}
