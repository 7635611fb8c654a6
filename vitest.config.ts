import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/integration/**/*.test.ts'],
    testTimeout: 30_000,
    globalSetup: './test/support/readerThread.ts',
    // The user's own settings are no business of a test.
    env: { PANDECT_CONFIG: mkdtempSync(join(tmpdir(), 'pandect-config-')) },
  },
});
