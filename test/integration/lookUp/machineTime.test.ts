import { afterEach, describe, expect, test } from 'vitest';
import { machineTiming } from '../../../main/services/lookUp/timing.ts';
import { newId } from '../../support/libraryHost.ts';
import { LookUpHost } from '../../support/lookUpHost.ts';
import { TIDES, send } from '../../support/replayServices.ts';

let looking: LookUpHost;
afterEach(() => looking.end());

const BY_ARXIV = { kind: 'arxiv', arxiv: TIDES.arxiv } as const;

describe('With the machine’s own clock', () => {
  test('a service that says nothing is given up after the time it has', async () => {
    looking = await LookUpHost.start({
      timing: machineTiming,
      limits: { bytes: 1_000_000, headMs: 40, totalMs: 60_000 },
    });
    await looking.only('huggingFace');
    looking.services.next('huggingFace', () => undefined);
    expect((await looking.find(BY_ARXIV)).troubles[0]?.message).toContain('took too long');
  });

  test('a pause is waited for, and ends at once when it is cancelled', async () => {
    looking = await LookUpHost.start({ timing: machineTiming });
    await looking.only('huggingFace');
    looking.services.next('huggingFace', (_, response) =>
      send(response, 429, 'Slow down.', 'text/plain', { 'retry-after': '1' }),
    );
    const begun = performance.now();
    expect((await looking.find(BY_ARXIV)).works).toHaveLength(1);
    expect(performance.now() - begun).toBeGreaterThan(990);
    looking.services.next('huggingFace', (_, response) =>
      send(response, 429, 'Slow down.', 'text/plain', { 'retry-after': '59' }),
    );
    const request = newId();
    const finding = looking.find({ kind: 'arxiv', arxiv: '2412.99902' }, request);
    await looking.services.until(3);
    await looking.host.call('lookUp.cancel', { request });
    await expect(finding).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});
