import type { ShapeReader } from './body.ts';
import { readTitlesAndAbstracts } from './body.ts';
import type { HeaderKind } from './lineKinds.ts';

const DAILY: readonly HeaderKind[] = ['new', 'section', 'curator'];

/** A daily page without details: a date in the header, then title and abstract in turn with blank lines between. */
export const dailyPlain: ShapeReader = {
  shape: 'daily-plain',
  fits: segment => segment.date !== undefined || DAILY.some(kind => segment.kinds.has(kind)),
  readBody: readTitlesAndAbstracts,
};
