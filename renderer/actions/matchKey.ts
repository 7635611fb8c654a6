import { ACTION_IDS, actionInfo } from '../../shared/actions/registry.ts';
import type { ActionId } from '../../shared/actions/registry.ts';

/** What of a `KeyboardEvent` decides. */
export interface KeyPress {
  readonly key: string;
  /** The physical key, e.g. `KeyJ`. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** AltGr makes other characters on many layouts; what it made counts as typed. */
  readonly altGraph: boolean;
}

export type Platform = 'apple' | 'other';

/** The first key of a sequence such as `g u`. */
export const SEQUENCE_STARTS: ReadonlySet<string> = new Set(
  allKeys().flatMap(({ keys }) => (keys.includes(' ') ? [keys.slice(0, keys.indexOf(' '))] : [])),
);

/** An action by the registry's notation of its keys. */
const BY_KEYS: ReadonlyMap<string, ActionId> = new Map(allKeys().map(({ keys, action }) => [keys, action]));

function allKeys(): { readonly keys: string; readonly action: ActionId }[] {
  return ACTION_IDS.flatMap(action => actionInfo(action).keys.map(keys => ({ keys, action })));
}

/**
 * A key press in the registry's notation: `j`, `Shift+z`, `*`, `Mod+k`, `ArrowDown`. Undefined for what is never a
 * shortcut. Letters of other alphabets count as the Latin letter on the same physical key.
 */
export function nameKey(press: KeyPress, platform: Platform): string | undefined {
  const typedWithAltGraph = press.altGraph && press.key.length === 1;
  const mod = !typedWithAltGraph && (platform === 'apple' ? press.metaKey : press.ctrlKey);
  const other =
    !typedWithAltGraph && (press.altKey || (platform === 'apple' ? press.ctrlKey : press.metaKey));
  if (other) return undefined;
  const key = latinKey(press);
  const letter = /^[a-z]$/iu.test(key);
  // A sign such as `*` or `?` is what it is, with whichever keys it was typed; letters and named keys know Shift.
  const shift = press.shiftKey && (letter || key.length > 1);
  return `${mod ? 'Mod+' : ''}${shift ? 'Shift+' : ''}${letter ? key.toLowerCase() : key}`;
}

function latinKey({ key, code }: KeyPress): string {
  if (key.length !== 1 || key.charCodeAt(0) < 0x80) return key;
  const physical = /^Key([A-Z])$/u.exec(code)?.[1];
  if (physical !== undefined && !/\p{Script=Latin}/u.test(key)) return physical;
  return key;
}

/** The action of a key, or of a sequence begun with `started`. */
export function actionOfKey(name: string, started?: string): ActionId | undefined {
  return BY_KEYS.get(started === undefined ? name : `${started} ${name}`);
}
