/** @typedef {{ frames: number, over32: number, longestMs: number }} Frames */

const SCROLL_SECONDS = 4;
/** A list of a hundred thousand rows in ten minutes; a hand on a wheel does some 5,000. */
const PIXELS_A_SECOND = 15_000;
const KEYS = 60;
const JUMPS = 12;
/** A display's beat at 60 Hz is 16.7 ms: a frame over this was missed. */
const LATE_MS = 32;

/**
 * Scrolls the list of all papers as people do: with the wheel at full speed, with a key held down, and by leaps to its ends
 * and by pages. Gives the frames of each, and of a page where nothing moves, which is what this machine does by itself.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<Record<'still' | 'wheel' | 'key' | 'leaps', Frames>>}
 */
export async function measureScrolling(page) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  const list = page.locator('.paper-list');
  await list.focus();
  const box = await list.boundingBox();
  if (!box) throw new Error('There is no list to scroll.');
  const still = await framesOf(page, () =>
    page.evaluate(ms => new Promise(resolve => window.setTimeout(resolve, ms)), 1000),
  );
  const wheel = await framesOf(page, () => turnWheel(page, box));
  await page.keyboard.press('Home');
  const key = await framesOf(page, async () => {
    for (let at = 0; at < KEYS; at += 1) await page.keyboard.down('j');
    await page.keyboard.up('j');
  });
  const leaps = await framesOf(page, async () => {
    for (let at = 0; at < JUMPS; at += 1) {
      for (const name of ['End', 'Home', 'PageDown', 'PageDown']) await page.keyboard.press(name);
    }
  });
  return { still, wheel, key, leaps };
}

/** @param {import('@playwright/test').Page} page @param {{ x: number, y: number, width: number, height: number }} box */
async function turnWheel(page, { x, y, width, height }) {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.synthesizeScrollGesture', {
    x: Math.round(x + width / 2),
    y: Math.round(y + height / 2),
    yDistance: -PIXELS_A_SECOND * SCROLL_SECONDS,
    speed: PIXELS_A_SECOND,
    gestureSourceType: 'mouse',
  });
  await session.detach();
}

/** @param {import('@playwright/test').Page} page @param {() => Promise<unknown>} work @returns {Promise<Frames>} */
async function framesOf(page, work) {
  await page.evaluate('watchFrames()');
  await work();
  /** @type {number[]} */
  const frames = await page.evaluate('endFrames()');
  return {
    frames: frames.length,
    over32: frames.filter(ms => ms > LATE_MS).length,
    longestMs: Math.round(Math.max(0, ...frames)),
  };
}
