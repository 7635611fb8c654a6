import { text } from 'node:stream/consumers';
import { version } from '../../package.json' with { type: 'json' };
import { runCli } from './runCli.ts';

// A reader that stops early (`pandect list … | head`) closes the pipe: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});

process.exitCode = await runCli(
  process.argv.slice(2),
  {
    stdout: text => process.stdout.write(text),
    stderr: text => process.stderr.write(text),
    ...(process.stdout.isTTY && { columns: process.stdout.columns }),
  },
  {
    // npm runs this in the folder of the package; paths start where the user is.
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    version,
    readInput: () => text(process.stdin),
  },
);
