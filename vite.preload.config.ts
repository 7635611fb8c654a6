import { defineConfig } from 'vite';

/** The preload script: one CommonJS file, because a sandboxed page's preload can load nothing else. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'], target: 'node' },
  build: {
    ssr: true,
    outDir: 'dist/preload',
    emptyOutDir: true,
    target: 'node20.19',
    minify: false,
    rolldownOptions: {
      input: 'main/electron/preload.ts',
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
});
