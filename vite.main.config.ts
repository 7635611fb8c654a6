import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';

const entries = {
  electron: 'main/electron/start.ts',
  loopback: 'main/loopback/start.ts',
  cli: 'main/cli/pandect.ts',
  // The thread that reads one file.
  reader: 'main/services/importers/worker.ts',
};

/** The host: `main/` → `dist/main/{electron,loopback,cli,reader}.mjs`, with every package but Electron bundled in. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'], target: 'node' },
  build: {
    ssr: true,
    outDir: 'dist/main',
    emptyOutDir: true,
    target: 'node20.19',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
});
