import { describe, expect, it } from 'vitest';
import { ACTION_IDS, actionInfo } from '../../../../shared/actions/registry.ts';
import { SEQUENCE_STARTS, actionOfKey, nameKey } from '../../../../renderer/actions/matchKey.ts';
import type { KeyPress } from '../../../../renderer/actions/matchKey.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  const code = /^[a-z]$/iu.test(key) ? `Key${key.toUpperCase()}` : '';
  const nothing = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, altGraph: false };
  return { key, code, ...nothing, ...held };
}

describe('naming a key press', () => {
  it('calls a letter by its small letter', () => {
    expect(nameKey(press('j'), 'other')).toBe('j');
  });

  it('ignores caps lock, but not the shift key', () => {
    expect(nameKey(press('Z'), 'other')).toBe('z');
    expect(nameKey(press('Z', { shiftKey: true }), 'other')).toBe('Shift+z');
  });

  it('takes a sign as it is, whichever keys make it', () => {
    expect(nameKey(press('*', { shiftKey: true }), 'other')).toBe('*');
    expect(nameKey(press('?', { shiftKey: true }), 'other')).toBe('?');
    expect(nameKey(press('/', { shiftKey: true, code: 'Digit7' }), 'other')).toBe('/');
  });

  it('knows Ctrl as the modifier, and Cmd on Apple machines', () => {
    expect(nameKey(press('k', { ctrlKey: true }), 'other')).toBe('Mod+k');
    expect(nameKey(press('k', { metaKey: true }), 'apple')).toBe('Mod+k');
    expect(nameKey(press('Z', { ctrlKey: true, shiftKey: true }), 'other')).toBe('Mod+Shift+z');
  });

  it('leaves other modifiers to the system', () => {
    expect(nameKey(press('k', { metaKey: true }), 'other')).toBeUndefined();
    expect(nameKey(press('k', { ctrlKey: true }), 'apple')).toBeUndefined();
    expect(nameKey(press('m', { altKey: true }), 'other')).toBeUndefined();
  });

  it('takes what AltGr makes as typed', () => {
    const held = { altGraph: true, ctrlKey: true, altKey: true };
    expect(nameKey(press('/', held), 'other')).toBe('/');
  });

  it('goes by the physical key on layouts of other alphabets', () => {
    expect(nameKey(press('о', { code: 'KeyJ' }), 'other')).toBe('j');
    expect(nameKey(press('Я', { code: 'KeyZ', shiftKey: true }), 'other')).toBe('Shift+z');
    expect(nameKey(press('л', { code: 'KeyK', ctrlKey: true }), 'other')).toBe('Mod+k');
  });

  it('takes accented Latin letters for what they are', () => {
    expect(nameKey(press('ö', { code: 'Semicolon' }), 'other')).toBe('ö');
    expect(actionOfKey('ö')).toBeUndefined();
  });
});

describe('the keys of the registry', () => {
  it('belong to one action each', () => {
    const keys = ACTION_IDS.flatMap(id => [...actionInfo(id).keys]);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('all find their action', () => {
    for (const id of ACTION_IDS) {
      for (const keys of actionInfo(id).keys) {
        const [first, second] = keys.split(' ');
        expect(second === undefined ? actionOfKey(keys) : actionOfKey(second, first)).toBe(id);
      }
    }
  });

  it('begin a sequence with a key that does nothing by itself', () => {
    expect([...SEQUENCE_STARTS]).toEqual(['g']);
    expect(actionOfKey('g')).toBeUndefined();
  });

  it('work in a text field only with a modifier', () => {
    for (const id of ACTION_IDS.filter(action => actionInfo(action).whileTyping)) {
      expect(actionInfo(id).keys.some(keys => keys.startsWith('Mod+'))).toBe(true);
    }
  });
});
