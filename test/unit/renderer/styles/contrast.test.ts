import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
/** The blocks of the file in their order: light, dark, more contrast, more contrast in the dark. */
const [light = {}, dark = {}, strong = {}, strongDark = {}] = css
  .split(':root {')
  .slice(1)
  .map(block =>
    Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gu)].map(m => [m[1], m[2]])),
  );

const SCHEMES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['light', light],
  ['dark', { ...light, ...dark }],
  ['light with more contrast', { ...light, ...strong }],
  ['dark with more contrast', { ...light, ...dark, ...strong, ...strongDark }],
];

const BACKGROUNDS = [
  'surface-sidebar',
  'surface-list',
  'surface-paper',
  'surface-raised',
  'surface-selected',
];
const TEXTS = ['text', 'text-soft', 'text-faint', 'accent-text', 'known'];
/** Other pairs of text and ground that occur. */
const PAIRS = [
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['text-toast', 'surface-toast'],
  ['text-toast-action', 'surface-toast'],
  ['text', 'mark'],
  ['text-soft', 'surface-code'],
  ['danger', 'surface-raised'],
  ['danger', 'danger-soft'],
  ['text', 'danger-soft'],
  ['text', 'warning-soft'],
  ['danger', 'surface-sidebar'],
] as const;
/** Signs, not text: 3:1 is asked. */
const SIGNS = ['star', 'accent', 'focus', 'line-strong'];

describe.each(SCHEMES)('colours in the %s scheme', (_, colours) => {
  it.each(TEXTS.flatMap(text => BACKGROUNDS.map(ground => [text, ground] as const)).concat(PAIRS))(
    '%s can be read on %s',
    (text, ground) => expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5),
  );

  it.each(SIGNS.flatMap(sign => BACKGROUNDS.map(ground => [sign, ground] as const)))(
    '%s can be seen on %s',
    (sign, ground) => expect(contrast(colours[sign], colours[ground])).toBeGreaterThanOrEqual(3),
  );
});

/** Contrast ratio as WCAG 2.2 defines it. */
function contrast(a = '', b = ''): number {
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
