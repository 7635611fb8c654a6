import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page: `renderer/` → `dist/page/`. Everything is a file of its own, because the page's security policy allows no inline code. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    // The picture of the window is drawn before the parts that bring their own styles are there.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
});
