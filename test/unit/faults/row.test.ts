import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Turns, runRow, type Row } from '../../faults/row.ts';
import { describeResults } from '../../faults/table.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pandect-row-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rowOf = (rest: Pick<Row, 'run'> & Partial<Row>): Row => ({
  name: 'spills',
  title: 'tea is spilled',
  lane: 'processor',
  cases: { full: 100, quick: 5 },
  ...rest,
});
const options = () => ({ seed: 10, length: 'quick' as const, folder, turns: new Turns(2) });

describe('A row of the matrix', () => {
  test('is run with one seed after the other until it has covered its cases', async () => {
    const seeds: number[] = [];
    const result = await runRow(rowOf({ run: async ({ seed }) => void seeds.push(seed) }), options());
    expect(result).toMatchObject({ passed: 5, failures: [] });
    expect(seeds).toEqual([10, 11, 12, 13, 14]);
  });

  test('counts the cases that a run says it covered', async () => {
    let runs = 0;
    const run = async () => {
      runs += 1;
      return 3;
    };
    expect(await runRow(rowOf({ run }), options())).toMatchObject({ passed: 6 });
    expect(runs).toBe(2);
  });

  test('keeps the files and the log of a run that fails, under its seed, and those alone', async () => {
    const run: Row['run'] = async ({ seed, note }) => {
      note('about to spill');
      if (seed === 12) throw new Error('It spilled.');
    };
    const result = await runRow(rowOf({ run }), options());
    expect(result).toMatchObject({ passed: 4, failures: [{ seed: 12, message: 'It spilled.' }] });
    expect(readFileSync(join(folder, 'spills-12', 'log.txt'), 'utf8')).toMatch(
      /about to spill[^]*It spilled\./u,
    );
    expect(existsSync(join(folder, 'spills-11'))).toBe(false);
    expect(describeResults([result])).toContain('npm run faults -- --only spills --seed 12 --runs 1');
  });

  test('is given up when it keeps failing', async () => {
    const run = async () => {
      throw new Error('It spilled.');
    };
    const result = await runRow(rowOf({ run, cases: { full: 100, quick: 100 } }), options());
    expect(result.failures).toHaveLength(5);
  });

  test('is passed over, with the reason, where it can’t be run', async () => {
    const result = await runRow(
      rowOf({ run: () => Promise.reject(new Error('never')), whyNot: () => 'there is no tea' }),
      options(),
    );
    expect(result).toMatchObject({ passed: 0, failures: [], skipped: 'there is no tea' });
    expect(describeResults([result])).toContain('there is no tea');
  });
});
