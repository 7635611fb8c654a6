import { DEFAULT_KEY_PATTERN, readKeyPattern } from '../../shared/citation/keyPattern.ts';
import type { HostClient } from '../host/types.ts';

/** Where the page itself kept it before the host did. */
const STORAGE_KEY = 'pandect.keyPattern';

let chosen = DEFAULT_KEY_PATTERN;

/** The pattern that the citation keys of new papers are made after. */
export function chosenKeyPattern(): string {
  return chosen;
}

/** Asks the host for it; one that only the page kept is carried over. Never rejects. */
export async function loadKeyPattern(host: HostClient): Promise<void> {
  try {
    const before = keptHere();
    const kept = await host.call('keys.pattern', {});
    if (kept !== null) chosen = kept;
    else if (before !== undefined) await chooseKeyPattern(host, before);
    // Only what was read: another window may be keeping one meanwhile.
    if (before !== undefined) localStorage.removeItem(STORAGE_KEY);
  } catch {
    // What is not kept elsewhere stays here, for the next start.
  }
}

/** Chooses it for papers that come from now on, whoever brings them; papers that are there keep their keys. */
export async function chooseKeyPattern(host: HostClient, pattern: string): Promise<void> {
  await host.call('keys.choosePattern', { pattern });
  chosen = pattern;
}

function keptHere(): string | undefined {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored !== null && readKeyPattern(stored).ok ? stored : undefined;
  } catch {
    return undefined;
  }
}
