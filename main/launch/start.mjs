import { ensure, fail } from './ensure.mjs';

// Everything else is loaded after the look at Node's version, which may be too old to read it.
ensure(line => console.log(line));
const { HELP, readOptions } = await import('./options.mjs');
const options = readOrFail();
if (options.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const { buildStale } = await import('./build.mjs');
await buildStale(line => console.log(line)).catch(error => fail(error.message));
const { start } = await import('./hosts.mjs');
process.exit(await start(options));

function readOrFail() {
  try {
    return readOptions(process.argv.slice(2), process.env, process.cwd());
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}
