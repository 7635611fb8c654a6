/** True on macOS and iPadOS, where the command key does what Ctrl does elsewhere. */
export const isApple: boolean =
  typeof navigator !== 'undefined' && /^(mac|iphone|ipad)/iu.test(navigator.platform);

const APPLE_NAMES: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Backspace: '⌫',
  Delete: '⌦',
  Escape: 'Esc',
};
const NAMES: Readonly<Record<string, string>> = { Mod: 'Ctrl', Escape: 'Esc', Backspace: 'Backspace' };
const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** The key caps of a shortcut such as `Mod+Shift+z` or `g u`, as people of this platform read them. */
export function keyCaps(keys: string, platform: 'apple' | 'other' = isApple ? 'apple' : 'other'): string[] {
  const names = platform === 'apple' ? APPLE_NAMES : NAMES;
  return keys.split(/[ +]/u).map((key, index, all) => {
    const known = names[key] ?? ARROWS[key];
    if (known !== undefined) return known;
    return index > 0 && all[0] !== 'g' && key.length === 1 ? key.toUpperCase() : key;
  });
}

/** The same in the notation of `aria-keyshortcuts`, or undefined for a sequence, which that can't say. */
export function ariaKeys(keys: string): string | undefined {
  if (keys.includes(' ')) return undefined;
  return keys.replace('Mod', isApple ? 'Meta' : 'Control');
}
