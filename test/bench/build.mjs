import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, preview } from 'vite';
import { root } from '../../main/launch/ensure.mjs';

const common = { configFile: /** @type {false} */ (false), logLevel: /** @type {const} */ ('error') };
const pageFolder = join(root, 'dist/bench/page');
const nodeFolder = join(root, 'dist/bench/node');

/**
 * Builds the page in which engines are measured, and what the scripts need of the TypeScript.
 * @returns {Promise<typeof import('./papers.ts') & typeof import('./queries.ts') & typeof import('./scan.ts')>}
 */
export async function buildBench() {
  await build({
    ...common,
    root: join(root, 'test/bench'),
    worker: { format: 'es' },
    build: {
      outDir: pageFolder,
      emptyOutDir: true,
      target: 'es2023',
      chunkSizeWarningLimit: 4_000,
      rollupOptions: { input: join(root, 'test/bench/engine.html') },
    },
  });
  const names = ['papers', 'queries', 'scan'];
  await build({
    ...common,
    root,
    build: {
      ssr: true,
      outDir: nodeFolder,
      emptyOutDir: true,
      rollupOptions: {
        input: Object.fromEntries(names.map(name => [name, join(root, `test/bench/${name}.ts`)])),
        output: { entryFileNames: '[name].mjs' },
      },
    },
  });
  const parts = await Promise.all(
    names.map(name => import(pathToFileURL(join(nodeFolder, `${name}.mjs`)).href)),
  );
  return Object.assign({}, ...parts);
}

/** Serves the page; isolated from other sites, as browsers tell the time to such pages more exactly. */
export async function serveBench() {
  const server = await preview({
    ...common,
    root: join(root, 'test/bench'),
    build: { outDir: pageFolder },
    preview: {
      host: '127.0.0.1',
      port: 0,
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
  });
  return { address: `${server.resolvedUrls?.local[0]}engine.html`, close: () => server.close() };
}
