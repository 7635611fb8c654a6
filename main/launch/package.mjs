import { ensure } from './ensure.mjs';

// Everything else is loaded after the look at Node's version and the packages.
ensure(line => console.log(line));
const { buildStale } = await import('./build.mjs');
const { spawnSync } = await import('node:child_process');
const { createRequire } = await import('node:module');
const { root } = await import('./ensure.mjs');

await buildStale(line => console.log(line));
const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js');
const { status } = spawnSync(process.execPath, [builder, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
