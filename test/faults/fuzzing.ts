import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { decodeText } from '../../main/lib/decodeText.ts';
import { parseDump } from '../../shared/digest-format/parseDump.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { targets } from '../fuzz/targets.ts';
import { inventPapers, searchDump, dailyDump } from '../support/inventedDumps.ts';
import type { Row } from './row.ts';
import { must } from './row.ts';

/** A batch of a few hundred small inputs that takes this long hangs. */
const HANGS_MS = 60_000;
const LARGE_MS = 2_000;
const MEGABYTE = 1024 * 1024;

/** Readers and writers of what others wrote, given structured nonsense. */
export const fuzzRow: Row = {
  name: 'fuzz',
  lane: 'processor',
  title: 'dump parser, query parser, BibTeX writer, backup reader given structured random input',
  cases: { full: 100_000, quick: 2_000 },
  async run(run) {
    const waiting = Object.entries(targets);
    let done = 0;
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [name, { share }] = next;
        done += await fuzz(name, run.seed, Math.ceil(run.wanted * share));
      }
    };
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
    return done;
  },
};

/** Files as large as they come, against the clock. */
export const largeRow: Row = {
  name: 'large',
  lane: 'alone',
  title: 'a 10 MB dump in under 2 s; lines and queries of 1 MB',
  cases: { full: 12, quick: 12 },
  async run({ seed, note }) {
    const inputs = largeInputs(seed);
    for (const [name, work] of Object.entries(inputs)) {
      // Of the processor, where others want it too.
      const [begun, usedBefore] = [performance.now(), process.cpuUsage()];
      work();
      const { user, system } = process.cpuUsage(usedBefore);
      const ms = Math.min(performance.now() - begun, (user + system) / 1000);
      note(`${name}: ${ms.toFixed(0)} ms`);
      must(ms < LARGE_MS, `${name} took ${ms.toFixed(0)} ms.`);
    }
    return Object.keys(inputs).length;
  },
};

async function fuzz(name: string, seed: number, inputs: number): Promise<number> {
  const script = fileURLToPath(new URL('fuzz.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, name, String(seed), String(inputs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let output = '';
  let hung = false;
  const end = (): void => {
    hung = true;
    child.kill('SIGKILL');
  };
  let timer = setTimeout(end, HANGS_MS);
  child.stdout.on('data', chunk => {
    output += String(chunk);
    clearTimeout(timer);
    timer = setTimeout(end, HANGS_MS);
  });
  const [status] = await closed;
  clearTimeout(timer);
  const batch = /batch (\d+)\n(?!.*batch \d+\n)/su.exec(output)?.[1] ?? String(seed);
  must(!hung, `The ${name} target hangs in batch ${batch}.`);
  const passed = /^passed (\d+)$/mu.exec(output)?.[1];
  must(
    status === 0 && passed !== undefined,
    `The ${name} target fails in batch ${batch}: ${output.slice(output.indexOf('failed'))}`,
  );
  return Number(passed);
}

function largeInputs(seed: number): Readonly<Record<string, () => void>> {
  const papers = inventPapers(12_000, seed);
  const parse = (text: string) => (): void => {
    const decoded = decodeText(Buffer.from(text));
    if (decoded.ok) parseDump(decoded.text);
  };
  const fill = (text: string): string => repeat(text, 10 * MEGABYTE);
  return {
    'a search page of 10 MB': parse(fill(searchDump(papers))),
    'a daily page of 10 MB': parse(fill(dailyDump(papers, 'Apr 23', ['  • 4 authors\n·\nOct 9, 2025']))),
    'a daily page without details of 10 MB': parse(fill(dailyDump(papers, 'Apr 23', 'plain'))),
    '10 MB of one letter': parse(fill('a')),
    '10 MB of short lines': parse(fill('Mar 13\n')),
    '10 MB of separators': parse(fill('·\n•\n')),
    '10 MB of “Subscribe”': parse(fill('Subscribe')),
    '10 MB of blank lines': parse(fill(' \n')),
    'a page with an abstract of 1 MB': parse(`Subscribe\nA Long One\n${repeat('We study it. ', MEGABYTE)}\n`),
    'a page with a title of 1 MB': parse(`Subscribe\n${repeat('Long ', MEGABYTE)}\nIt is short.\n`),
    'a query of 1 MB of parentheses': () => parseQuery(repeat('(', MEGABYTE / 2) + repeat(')', MEGABYTE / 2)),
    'a query of 1 MB of words': () => parseQuery(repeat('word OR -tag:x ', MEGABYTE)),
  };
}

function repeat(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}
