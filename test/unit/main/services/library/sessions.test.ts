import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSessions, type Sessions } from '../../../../../main/services/library/sessions.ts';
import type { SessionId } from '../../../../../shared/domain/ids.ts';

const [one, other, third] = ['1', '2', '3'].map(digit => digit.repeat(32) as SessionId) as [
  SessionId,
  SessionId,
  SessionId,
];
const unclean = () => 'unclean' as const;
let asked: SessionId[];
/** How often it was told that no page is left. */
let lasts: number;
let sessions: Sessions;

const begin = (pages: 'one' | 'many') => {
  asked = [];
  lasts = 0;
  sessions = createSessions({
    pages,
    now: Date.now,
    askToFinish: session => asked.push(session),
    onLast: () => lasts++,
  });
};
beforeEach(() => {
  vi.useFakeTimers();
  begin('many');
});
afterEach(() => {
  sessions.stop();
  vi.useRealTimers();
});

/** What an opening answers when nothing else happens. */
async function answerOf(opening: Promise<unknown>) {
  await vi.runAllTimersAsync();
  return opening;
}

const mayWrite = (session: SessionId) => {
  try {
    sessions.assertWriter(session);
    return true;
  } catch {
    return false;
  }
};

describe('The right to write', () => {
  test('is given to one page; another is told who has it', async () => {
    expect(await sessions.open(one, 'write', unclean)).toEqual({ access: 'write', lastEnd: 'unclean' });
    sessions.here(one);
    const since = Date.now();
    expect(await answerOf(sessions.open(other, 'write', unclean))).toEqual({
      access: 'held',
      holder: { kind: 'window', name: 'another tab or window', since, canTakeOver: true },
    });
    expect([mayWrite(one), mayWrite(other)]).toEqual([true, false]);
  });

  test('is not needed for reading', async () => {
    await sessions.open(one, 'write', unclean);
    expect(await sessions.open(other, 'read', unclean)).toEqual({ access: 'read' });
    expect(mayWrite(one)).toBe(true);
  });

  test('goes to the next page when the first says goodbye, at once', async () => {
    await sessions.open(one, 'write', unclean);
    sessions.here(one);
    const opening = sessions.open(other, 'write', unclean);
    expect(sessions.close(one)).toBe(true);
    expect(await opening).toEqual({ access: 'write', lastEnd: 'clean' });
    expect(sessions.close(one)).toBe(false);
  });

  test('is free a moment after the page is gone', async () => {
    await sessions.open(one, 'write', unclean);
    sessions.here(one);
    sessions.gone(one);
    const opening = sessions.open(other, 'write', unclean);
    await vi.advanceTimersByTimeAsync(1_600);
    expect(await opening).toEqual({ access: 'write', lastEnd: 'unclean' });
  });

  test('stays with a page whose stream only broke off', async () => {
    await sessions.open(one, 'write', unclean);
    sessions.here(one);
    sessions.gone(one);
    sessions.here(one);
    await vi.runAllTimersAsync();
    expect(await answerOf(sessions.open(other, 'write', unclean))).toMatchObject({ access: 'held' });
  });

  test('stays with a page as long as any of its streams is open', async () => {
    await sessions.open(one, 'write', unclean);
    sessions.here(one);
    sessions.here(one);
    sessions.gone(one);
    await vi.runAllTimersAsync();
    expect(await answerOf(sessions.open(other, 'write', unclean))).toMatchObject({ access: 'held' });
  });

  test('is taken from a page that was never seen again', async () => {
    await sessions.open(one, 'write', unclean);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await answerOf(sessions.open(other, 'write', unclean))).toMatchObject({ access: 'write' });
  });

  test('comes back to a page that was thought gone, unless another has it', async () => {
    await sessions.open(one, 'write', unclean);
    sessions.here(one);
    sessions.gone(one);
    await vi.runAllTimersAsync();
    expect(mayWrite(one)).toBe(true);
    expect(await answerOf(sessions.open(other, 'write', unclean))).toMatchObject({ access: 'held' });
  });
});

describe('What is held for pages', () => {
  test.each(['read', 'write'] as const)(
    'is freed when the last one asked to %s and its event stream never came',
    async access => {
      await sessions.open(one, access, unclean);
      await vi.advanceTimersByTimeAsync(14_000);
      expect(lasts).toBe(0);
      await vi.advanceTimersByTimeAsync(20_000);
      expect(lasts).toBe(1);
    },
  );

  test('stays while a page without an event stream is heard of, or has one', async () => {
    await sessions.open(one, 'write', unclean);
    await vi.advanceTimersByTimeAsync(14_000);
    sessions.assertWriter(one);
    await vi.advanceTimersByTimeAsync(14_000);
    expect(lasts).toBe(0);
    sessions.here(one);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lasts).toBe(0);
  });
});

describe('Taking over', () => {
  test('asks the page that writes to finish, and waits for it', async () => {
    await sessions.open(one, 'write', unclean);
    sessions.here(one);
    const taking = sessions.open(other, 'takeOver', unclean);
    expect(asked).toEqual([one]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(mayWrite(one)).toBe(true);
    sessions.close(one);
    expect(await taking).toEqual({ access: 'write', lastEnd: 'clean' });
    expect([mayWrite(one), mayWrite(other)]).toEqual([false, true]);
  });

  test('does not wait for ever', async () => {
    await sessions.open(one, 'write', unclean);
    sessions.here(one);
    const taking = sessions.open(other, 'takeOver', unclean);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await taking).toEqual({ access: 'write', lastEnd: 'unclean' });
    expect(mayWrite(one)).toBe(false);
  });

  test('by two pages gives one of them the right', async () => {
    await sessions.open(one, 'write', unclean);
    sessions.here(one);
    const takings = [sessions.open(other, 'takeOver', unclean), sessions.open(third, 'takeOver', unclean)];
    sessions.close(one);
    await vi.runAllTimersAsync();
    const granted = await Promise.all(takings);
    expect(granted.map(({ access }) => access).sort()).toEqual(['held', 'write']);
    expect([mayWrite(other), mayWrite(third)].filter(Boolean)).toHaveLength(1);
  });

  test('leaves the one who lost it without, even when the other is gone', async () => {
    await sessions.open(one, 'write', unclean);
    const taking = sessions.open(other, 'takeOver', unclean);
    await vi.runAllTimersAsync();
    await taking;
    sessions.close(other);
    expect(mayWrite(one)).toBe(false);
    expect(await answerOf(sessions.open(one, 'write', unclean))).toMatchObject({ access: 'write' });
  });
});

describe('The one window', () => {
  beforeEach(() => begin('one'));

  test('takes over at once when it loads again', async () => {
    await sessions.open(one, 'write', unclean);
    expect(await sessions.open(other, 'write', unclean)).toEqual({ access: 'write', lastEnd: 'unclean' });
    expect(asked).toEqual([]);
    expect(mayWrite(one)).toBe(false);
  });

  test('goes on writing however long nothing is heard of it', async () => {
    await sessions.open(one, 'write', unclean);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(sessions.writer()).toBe(one);
  });

  test('leaves the right free when it is closed', async () => {
    await sessions.open(one, 'write', unclean);
    sessions.allGone();
    expect(await sessions.open(other, 'write', () => 'clean')).toEqual({
      access: 'write',
      lastEnd: 'unclean',
    });
  });
});
