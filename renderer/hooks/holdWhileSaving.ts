import type { Library } from '../data/types.ts';

/**
 * A window that is closed asks first, or waits, while something is not on the disk; `flush` gives the library what it
 * doesn't have yet. Returns the function that ends it.
 */
export function holdWhileSaving(library: Library, flush?: () => void): () => void {
  const hold = (event: BeforeUnloadEvent) => {
    flush?.();
    if (library.saveState.kind !== 'saved') event.preventDefault();
  };
  window.addEventListener('beforeunload', hold);
  return () => window.removeEventListener('beforeunload', hold);
}
