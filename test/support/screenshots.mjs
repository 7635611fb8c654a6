import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensure, root } from '../../main/launch/ensure.mjs';

/** `npm run screenshots [-- --readme]`: pictures of the main states; with `--readme` also those that README.md shows. */
const say = (/** @type {string} */ line) => console.log(line);

ensure(say);
const { buildStale } = await import('../../main/launch/build.mjs');
await buildStale(say);
const { ensureTestBrowser } = await import('./browser.mjs');
if (!ensureTestBrowser(say)) {
  console.error('No Chrome or Chromium was found or could be installed; PANDECT_CHROMIUM may name one.');
  process.exit(1);
}
const chosen = process.argv.slice(2).includes('--readme') ? [] : ['--grep-invert', 'README'];
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--config=test/screenshots/playwright.config.ts',
    ...chosen,
  ],
  { cwd: root, stdio: 'inherit' },
);
if (status === 0) say('The pictures are in dist/screenshots.');
process.exit(status ?? 1);
