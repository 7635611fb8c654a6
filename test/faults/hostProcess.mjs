import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The loopback host in a process of its own, to be killed: `PROGRAM DATA PORT`. `FAULTS_CLOCK` moves its clock by so many
 * milliseconds before anything of it is loaded. Prints its address, and ends properly on SIGTERM.
 */
const [program = '', data = '', port = '0'] = process.argv.slice(2);
moveClock(Number(process.env['FAULTS_CLOCK'] ?? 0));
/** @type {typeof import('../../main/loopback/start.ts')} */
const { startLoopback } = await import(pathToFileURL(join(program, 'main', 'loopback.mjs')).href);
const host = await startLoopback({
  page: join(program, 'page'),
  version: '0.0.0-faults',
  data,
  port: Number(port),
});
if (host.kind !== 'running') throw new Error(`The host did not start: ${host.kind}`);
process.on('SIGTERM', () => void host.close().then(() => process.exit(0)));
// Whoever started it is gone: then nobody would ever end it.
process.stdin.on('close', () => process.exit(0)).resume();
console.log(host.address);

/** @param {number} ms */
function moveClock(ms) {
  if (ms === 0) return;
  const Real = Date;
  globalThis.Date = /** @type {DateConstructor} */ (
    /** @type {unknown} */ (
      class extends Real {
        /** @param {unknown[]} given */
        constructor(...given) {
          // @ts-expect-error The constructor takes one to seven numbers, or one text.
          super(...(given.length === 0 ? [Real.now() + ms] : given));
        }

        /** @override */
        static now() {
          return Real.now() + ms;
        }
      }
    )
  );
}
