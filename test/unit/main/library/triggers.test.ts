import { describe, expect, onTestFinished, test } from 'vitest';
import { createTriggers } from '../../../../main/services/library/triggers.ts';

const MB = 1024 * 1024;
const SOON = { timeout: 10_000 };

/** Triggers that wait `quietMs` for quiet, with the reasons for which they had a snapshot made. */
function triggersWith(quietMs: number) {
  const made: string[] = [];
  const triggers = createTriggers(async reason => {
    made.push(reason);
    return null;
  }, quietMs);
  onTestFinished(() => triggers.stop());
  return { triggers, made };
}

describe('A snapshot that is due by number or size', () => {
  test('is made when no more changes come, once for all of them', async () => {
    const { triggers, made } = triggersWith(50);
    for (let change = 0; change < 600; change += 1) triggers.written(1, 1_000);
    triggers.written(1, 20 * MB);
    expect(made).toEqual([]);
    await expect.poll(() => made, SOON).toEqual(['changes']);
  });

  test('waits behind an import, but not behind one without end', async () => {
    const { triggers, made } = triggersWith(60_000);
    for (let change = 0; change < 60; change += 1) triggers.written(1, 4 * MB);
    expect(made).toEqual([]);
    for (let change = 0; change < 4; change += 1) triggers.written(1, 4 * MB);
    expect(made).toEqual(['changes']);
  });
});
