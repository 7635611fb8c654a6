import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { QUIET_FLAGS } from './main/launch/browser.mjs';
import { findTestBrowser } from './test/support/browser.mjs';

const executablePath = findTestBrowser();

// The user's own settings are no business of a test.
process.env['PANDECT_CONFIG'] ??= join(tmpdir(), `pandect-config-${process.pid}`);

/**
 * The same tests drive the built page in a browser, through the loopback host, and in Electron where its binary is
 * found. The fixtures in test/support/app.ts start either.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      args: QUIET_FLAGS,
      // Chromium refuses its sandbox to root; everyone else keeps it.
      chromiumSandbox: process.getuid?.() !== 0,
      ...(executablePath && { executablePath }),
    },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'loopback', testIgnore: '**/electron.spec.ts' },
    // Electron's own wiring in a browser, and the real thing.
    { name: 'electron', testIgnore: '**/electron-wiring.spec.ts' },
  ],
});
