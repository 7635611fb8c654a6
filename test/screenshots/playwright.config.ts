import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/** Pictures, not tests: taken by `npm run screenshots`, looked at by people. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../../dist/screenshots-failed',
  timeout: 300_000,
  projects: [{ name: 'loopback' }],
});
