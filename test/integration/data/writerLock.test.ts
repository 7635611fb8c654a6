import { describe, expect, test } from 'vitest';
import { claimLibrary, type Claim } from '../../../renderer/data/writerLock.ts';

/** The part of the Web Locks of a browser that is asked for, by its specification: one name, `ifAvailable`, `steal`. */
class OriginLocks {
  #abortHolder: (() => void) | undefined;

  async query(): Promise<LockManagerSnapshot> {
    return {};
  }

  async request(name: string, options: unknown, work?: unknown): Promise<unknown> {
    const callback = work as (lock: Lock | null) => unknown;
    const { steal = false } = options as LockOptions;
    await Promise.resolve();
    if (this.#abortHolder !== undefined && !steal) return callback(null);
    this.#abortHolder?.();
    return new Promise((resolve, reject) => {
      const abort = (): void => reject(new DOMException('Stolen.', 'AbortError'));
      this.#abortHolder = abort;
      void Promise.resolve(callback({ name, mode: 'exclusive' })).then(result => {
        if (this.#abortHolder === abort) this.#abortHolder = undefined;
        resolve(result);
      });
    });
  }
}

const newOrigin = (): LockManager => new OriginLocks() as LockManager;

describe('The right to write the library', () => {
  test('is held by one page at a time', async () => {
    const origin = newOrigin();
    expect(await claimLibrary({ steal: false }, origin)).not.toBe('taken');
    expect(await claimLibrary({ steal: false }, origin)).toBe('taken');
  });

  test('is free again when it is released', async () => {
    const origin = newOrigin();
    const first = (await claimLibrary({ steal: false }, origin)) as Claim;
    first.release();
    await Promise.resolve();
    expect(await claimLibrary({ steal: false }, origin)).not.toBe('taken');
  });

  test('can be taken over, which the page before is told', async () => {
    const origin = newOrigin();
    const first = (await claimLibrary({ steal: false }, origin)) as Claim;
    const second = await claimLibrary({ steal: true }, origin);
    expect(second).not.toBe('taken');
    await expect(first.lost).resolves.toBeUndefined();
    expect(await claimLibrary({ steal: false }, origin)).toBe('taken');
  });

  test('fails when the browser can’t be asked', async () => {
    const broken = { request: () => Promise.reject(new DOMException('No.', 'SecurityError')) };
    await expect(claimLibrary({ steal: false }, broken as unknown as LockManager)).rejects.toThrow('No.');
  });
});
