import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findSystemBrowser } from '../../main/launch/browser.mjs';

const INSTALL_MS = 4 * 60 * 1000;

/** The browser for tests: the one `PANDECT_CHROMIUM` names, Playwright's own, or the system's. Undefined if there is none. */
export function findTestBrowser() {
  const named = process.env['PANDECT_CHROMIUM'];
  if (named) return named;
  const own = chromium.executablePath();
  return existsSync(own) ? own : findSystemBrowser();
}

/**
 * Finds a browser, and installs one if there is none: Playwright's own, else, where that can't be fetched and we may, the
 * system's Chromium.
 * @param {(line: string) => void} say
 */
export function ensureTestBrowser(say) {
  const found = findTestBrowser();
  if (found) return found;
  say('Installing Chromium for the browser tests, because none was found.');
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  if (!findTestBrowser() && process.platform === 'linux' && process.env['CI']) {
    say('Playwright could not fetch it; trying the system’s packages.');
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    run('env', [...sudo, 'apt-get', 'update', '-q']);
    run('env', [
      ...sudo,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      'install',
      '-y',
      '-q',
      'chromium',
    ]);
  }
  return findTestBrowser();
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout: INSTALL_MS });
}
