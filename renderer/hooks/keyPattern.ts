import { DEFAULT_KEY_PATTERN, readKeyPattern } from '../../shared/citation/keyPattern.ts';

const STORAGE_KEY = 'pandect.keyPattern';

/** The pattern that the citation keys of new papers are made after. */
export function chosenKeyPattern(): string {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored !== null && readKeyPattern(stored).ok ? stored : DEFAULT_KEY_PATTERN;
  } catch {
    return DEFAULT_KEY_PATTERN;
  }
}

/** Chooses it for papers that come from now on; papers that are there keep their keys. */
export function chooseKeyPattern(pattern: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, pattern);
  } catch {
    // A browser that stores nothing makes keys after the default pattern.
  }
}
