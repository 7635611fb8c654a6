import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The page: `renderer/` → `dist/page/`. Everything is a file of its own, because the page's security policy allows no inline code. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), loadAhead()],
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

/** Letters of nearly every window. */
const FONTS = /(?:inter-latin-wght-normal|source-serif-4-latin-wght-normal)-[^/]*\.woff2$/u;

/**
 * The program and the fonts are loaded while the program's beginning draws the window. The program is only loaded: to
 * compile it at once, as `modulepreload` would, takes as much from the drawing as it gains.
 */
function loadAhead(): Plugin {
  return {
    name: 'load-ahead',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        return Object.values(bundle).flatMap(file => {
          const attrs = { ...aheadAs(file), href: `./${file.fileName}`, crossorigin: true };
          return 'rel' in attrs ? [{ tag: 'link', attrs, injectTo: 'head' as const }] : [];
        });
      },
    },
  };
}

function aheadAs(file: { readonly fileName: string; readonly facadeModuleId?: string | null }) {
  if (file.facadeModuleId?.endsWith('/page.tsx')) return { rel: 'preload', as: 'script' };
  return FONTS.test(file.fileName) ? { rel: 'preload', as: 'font', type: 'font/woff2' } : {};
}
