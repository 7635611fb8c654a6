import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The built loopback host in a process of its own, to be ended or killed: `DIST PAGE DATA`. Prints its address, and ends
 * properly on SIGTERM.
 */
const [dist = '', page = '', data = ''] = process.argv.slice(2);
/** @type {typeof import('../../main/loopback/start.ts')} */
const { startLoopback } = await import(pathToFileURL(join(dist, 'main', 'loopback.mjs')).href);
const host = await startLoopback({ page, data, version: '0.0.0-test', port: 0 });
if (host.kind !== 'running') throw new Error(`The host did not start: ${host.kind}`);
process.on('SIGTERM', () => void host.close().then(() => process.exit(0)));
console.log(host.address);
