import { describe, expect, it } from 'vitest';
import { keyCaps } from '../../../../renderer/ui/keyNames.ts';

describe('key caps', () => {
  it('show single keys as they are typed', () => {
    expect(keyCaps('m', 'other')).toEqual(['m']);
    expect(keyCaps('?', 'other')).toEqual(['?']);
    expect(keyCaps('g u', 'other')).toEqual(['g', 'u']);
  });

  it('name the modifiers of the platform', () => {
    expect(keyCaps('Mod+Shift+z', 'other')).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('Mod+Shift+z', 'apple')).toEqual(['⌘', '⇧', 'Z']);
  });

  it('draw arrows', () => {
    expect(keyCaps('ArrowDown', 'apple')).toEqual(['↓']);
  });
});
