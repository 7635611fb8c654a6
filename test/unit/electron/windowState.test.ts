import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  MIN_HEIGHT_PX,
  MIN_WIDTH_PX,
  fittingBounds,
  readWindowState,
  windowStateFile,
  writeWindowState,
} from '../../../main/electron/windowState.ts';
import type { Bounds } from '../../../main/electron/windowState.ts';

const laptop: Bounds = { x: 0, y: 25, width: 1440, height: 875 };
const monitor: Bounds = { x: 1440, y: 0, width: 2560, height: 1400 };

describe('the place of the window', () => {
  it('is the middle of the primary display at first', () => {
    expect(fittingBounds(undefined, [laptop, monitor])).toEqual({ x: 80, y: 52, width: 1280, height: 820 });
  });

  it('is smaller on a small display', () => {
    const small = { x: 0, y: 0, width: 800, height: 600 };
    expect(fittingBounds(undefined, [small])).toEqual(small);
  });

  it('is where it was, on the display it was on', () => {
    const last = { x: 1500, y: 100, width: 1800, height: 1000 };
    expect(fittingBounds(last, [laptop, monitor])).toEqual(last);
  });

  it('comes back to the primary display when its own is gone', () => {
    const last = { x: 1500, y: 100, width: 1800, height: 1000 };
    expect(fittingBounds(last, [laptop])).toEqual({ x: 80, y: 52, width: 1280, height: 820 });
  });

  it('moves inside when it hangs over an edge, and shrinks when it is too large', () => {
    expect(fittingBounds({ x: 1000, y: 400, width: 900, height: 700 }, [laptop])).toEqual({
      x: 540,
      y: 200,
      width: 900,
      height: 700,
    });
    expect(fittingBounds({ x: 0, y: 0, width: 5000, height: 5000 }, [laptop])).toEqual(laptop);
  });

  it('always shows its title bar inside some work area, and is never too small', () => {
    const number = fc.integer({ min: -10_000, max: 10_000 });
    const length = fc.integer({ min: 0, max: 10_000 });
    const area = fc.record({
      x: number,
      y: number,
      width: fc.integer({ min: MIN_WIDTH_PX, max: 6_000 }),
      height: fc.integer({ min: MIN_HEIGHT_PX, max: 4_000 }),
    });
    const areas = fc.tuple(area, fc.array(area, { maxLength: 3 }));
    fc.assert(
      fc.property(
        fc.record({ x: number, y: number, width: length, height: length }),
        areas,
        (last, [first, others]) => {
          const { x, y, width, height } = fittingBounds(last, [first, ...others]);
          expect(width).toBeGreaterThanOrEqual(MIN_WIDTH_PX);
          expect(height).toBeGreaterThanOrEqual(MIN_HEIGHT_PX);
          const isInside = ({ x: left, y: top, width: across, height: down }: Bounds) =>
            x >= left && y >= top && x + width <= left + across && y + height <= top + down;
          expect([first, ...others].some(isInside)).toBe(true);
        },
      ),
    );
  });
});

describe('the file of the window’s state', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pandect-window-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is read as it was written, and nothing else is left in the folder', () => {
    const state = { bounds: { x: -10, y: 20, width: 900, height: 700 }, maximized: true };
    writeWindowState(windowStateFile(folder), state);
    expect(readWindowState(windowStateFile(folder))).toEqual(state);
    expect(readdirSync(folder)).toEqual(['window.json']);
  });

  it.each([
    '',
    '{',
    '[]',
    '{"bounds":{"x":1e999,"y":0,"width":1,"height":1},"maximized":false}',
    '{"bounds":{}}',
  ])('counts for nothing when it holds %j', text => {
    writeFileSync(windowStateFile(folder), text);
    expect(readWindowState(windowStateFile(folder))).toBeUndefined();
  });

  it('does not stop the program when it can be neither read nor written', () => {
    const nowhere = windowStateFile(join(folder, 'missing'));
    expect(() => writeWindowState(nowhere, { bounds: laptop, maximized: false })).not.toThrow();
    expect(readWindowState(nowhere)).toBeUndefined();
  });

  it('keeps the last good state when a new one can’t be written', () => {
    const file = windowStateFile(folder);
    writeWindowState(file, { bounds: laptop, maximized: false });
    const before = readFileSync(file, 'utf8');
    writeWindowState(join(file, 'inside-a-file'), { bounds: monitor, maximized: true });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
