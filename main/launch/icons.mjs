import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import png2icons from 'png2icons';
import { QUIET_FLAGS, SANDBOX_FLAGS, findSystemBrowser } from './browser.mjs';
import { root } from './ensure.mjs';

/** The sizes that desktops of the freedesktop.org icon theme look for, in pixels. */
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const LARGEST = 1024;
/** All colours are kept. */
const LOSSLESS = 0;

const source = readFileSync(join(root, 'renderer', 'assets', 'logo.svg'), 'utf8');
const folder = join(root, 'main', 'electron', 'icons');
mkdirSync(join(folder, 'linux'), { recursive: true });

const browser = await chromium.launch({
  executablePath: findSystemBrowser(),
  args: [...QUIET_FLAGS, ...SANDBOX_FLAGS],
});
try {
  const page = await browser.newPage();
  for (const size of LINUX_SIZES) write(join('linux', `${size}x${size}.png`), await render(page, size));
  const largest = await render(page, LARGEST);
  write('icon.icns', png2icons.createICNS(largest, png2icons.BICUBIC2, LOSSLESS));
  write('icon.ico', png2icons.createICO(largest, png2icons.BICUBIC2, LOSSLESS, false, true));
} finally {
  await browser.close();
}

/**
 * The logo as a PNG of that many pixels in both directions.
 * @param {import('@playwright/test').Page} page
 * @param {number} size
 */
async function render(page, size) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<!doctype html><style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${source}`,
  );
  return page.screenshot({ omitBackground: true });
}

/**
 * @param {string} name
 * @param {Buffer | null} bytes
 */
function write(name, bytes) {
  if (!bytes) throw new Error(`${name} could not be made from the logo.`);
  writeFileSync(join(folder, name), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}
