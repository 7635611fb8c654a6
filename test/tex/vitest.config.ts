import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Not part of the other tests: TeX is large, and few have it. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/tex/**/*.test.ts'],
    testTimeout: 600_000,
  },
});
