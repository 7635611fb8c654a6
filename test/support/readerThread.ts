import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds the thread that reads files from the sources as they are, once before the tests: a thread runs no TypeScript, and
 * tests of the sources are to read with the sources.
 */
export async function setup(): Promise<void> {
  const outDir = join(root, 'dist', `sources-${process.pid}`);
  const { NODE_ENV } = process.env;
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    publicDir: false,
    build: {
      ssr: true,
      outDir,
      target: 'node20.19',
      minify: false,
      rolldownOptions: {
        input: join(root, 'main/services/importers/worker.ts'),
        output: { entryFileNames: 'reader.mjs', codeSplitting: false },
      },
    },
  });
  // Vite makes it `production`, which is not what the tests run as.
  if (NODE_ENV !== undefined) process.env['NODE_ENV'] = NODE_ENV;
  else delete process.env['NODE_ENV'];
  put(outDir, join(root, 'dist', 'sources'));
}

/** In one step, as another run of the tests may be reading. */
function put(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  renameSync(join(from, 'reader.mjs'), join(to, 'reader.mjs'));
  rmSync(from, { recursive: true, force: true });
}
