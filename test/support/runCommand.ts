import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../main/cli/runCli.ts';
import { dailyDump } from './inventedDumps.ts';

/** What a command of the command line said, and its exit status. */
export interface CommandResult {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** The output as JSON. */
  json<T>(): T;
}

/** Runs the command line in this process, with `input` as its standard input. */
export async function runCommand(args: readonly string[], input = '', folder = '/'): Promise<CommandResult> {
  let out = '';
  let err = '';
  const streams = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (err += text),
  };
  const around = { folder, version: '1.2.3', readInput: async () => input };
  const status = await runCli(args, streams, around);
  return { status, out, err, json: <T>() => JSON.parse(out) as T };
}

/** Writes a daily page with papers of these titles; gives its path. */
export function writeDump(folder: string, name: string, titles: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const papers = titles.map(title => ({
    title,
    abstract: `We ask what ${title} would mean for quiet lakes, and find that nobody looks at them for long.`,
  }));
  writeFileSync(path, dailyDump(papers, 'May 7', 'plain'));
  return path;
}
