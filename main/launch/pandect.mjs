import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensure, fail, root } from './ensure.mjs';

// stdout belongs to the answer; everything said on the way goes to stderr.
const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
ensure(say);
const { buildStale } = await import('./build.mjs');
await buildStale(say, ['host']).catch(error => fail(error.message));
await import(pathToFileURL(join(root, 'dist', 'main', 'cli.mjs')).href);
