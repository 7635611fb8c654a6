import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

/** Pictures, not tests: taken by `npm run screenshots`, looked at by people. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../../test-results/shots',
  timeout: 300_000,
  projects: [{ name: 'loopback' }],
});
