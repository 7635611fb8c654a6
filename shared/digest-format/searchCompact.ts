import type { ShapeReader } from './body.ts';
import { readTitlesAndAbstracts } from './body.ts';
import type { Segment } from './segments.ts';

/** Search results: two promotions, `Subscribe` glued to the first title, then title and abstract in turn without blank lines. */
export const searchCompact: ShapeReader = {
  shape: 'search-compact',
  fits: segment => segment.glued || !isMostlySpaced(segment),
  readBody: readTitlesAndAbstracts,
};

function isMostlySpaced({ body }: Segment): boolean {
  const spaced = body.filter(line => line.afterBlank).length;
  return spaced * 2 > body.length;
}
