import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** A place on the screens, in device-independent pixels; the shape of Electron's own rectangles. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was: `bounds` is its place when not maximised. */
export interface WindowState {
  readonly bounds: Bounds;
  readonly maximized: boolean;
}

export const MIN_WIDTH_PX = 380;
export const MIN_HEIGHT_PX = 500;
const DEFAULT_WIDTH_PX = 1280;
const DEFAULT_HEIGHT_PX = 820;
/** A window whose visible part is smaller than this in either direction can't be caught with the mouse. */
const MIN_VISIBLE_PX = 80;

const pixels = v.pipe(v.number(), v.integer());
const windowState = v.object({
  bounds: v.object({ x: pixels, y: pixels, width: pixels, height: pixels }),
  maximized: v.boolean(),
});

/** The file of the window's state in the data folder. */
export function windowStateFile(dataFolder: string): string {
  return join(dataFolder, 'window.json');
}

/** What was remembered; undefined when there is nothing or it is damaged, which costs the user nothing but a place. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    return v.parse(windowState, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * Remembers the state, or leaves what was remembered as it was. At once, because the program may be about to end. A
 * place that can't be written down is not worth a message: the window then opens where it did before.
 */
export function writeWindowState(file: string, state: WindowState): void {
  const temporary = `${file}.tmp`;
  try {
    writeFileSync(temporary, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    // See above.
  }
}

/**
 * The place for the window on the displays there are now: where it was, moved and shrunk into the work area it mostly
 * lies in; in the middle of the first one when it would not be seen. `workAreas` starts with the primary display's.
 */
export function fittingBounds(
  remembered: Bounds | undefined,
  workAreas: readonly [Bounds, ...Bounds[]],
): Bounds {
  const wanted = remembered ?? middleOf(workAreas[0]);
  const [area, visible] = workAreas
    .map(candidate => [candidate, overlap(wanted, candidate)] as const)
    .reduce((best, next) => (size(next[1]) > size(best[1]) ? next : best));
  if (visible.width < MIN_VISIBLE_PX || visible.height < MIN_VISIBLE_PX) return middleOf(workAreas[0]);
  return within(wanted, area);
}

function middleOf(area: Bounds): Bounds {
  const width = Math.min(DEFAULT_WIDTH_PX, area.width);
  const height = Math.min(DEFAULT_HEIGHT_PX, area.height);
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  };
}

function within(wanted: Bounds, area: Bounds): Bounds {
  const width = between(MIN_WIDTH_PX, wanted.width, Math.max(MIN_WIDTH_PX, area.width));
  const height = between(MIN_HEIGHT_PX, wanted.height, Math.max(MIN_HEIGHT_PX, area.height));
  return {
    x: between(area.x, wanted.x, Math.max(area.x, area.x + area.width - width)),
    y: between(area.y, wanted.y, Math.max(area.y, area.y + area.height - height)),
    width,
    height,
  };
}

function overlap(a: Bounds, b: Bounds): Pick<Bounds, 'width' | 'height'> {
  return {
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)),
  };
}

function size({ width, height }: Pick<Bounds, 'width' | 'height'>): number {
  return width * height;
}

function between(low: number, value: number, high: number): number {
  return Math.min(Math.max(low, value), high);
}
