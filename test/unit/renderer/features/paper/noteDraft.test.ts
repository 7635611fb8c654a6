import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  AUTOSAVE_DELAY_MS,
  startDraft,
  type DraftState,
} from '../../../../../renderer/features/paper/noteDraft.ts';

/** A draft that keeps what it saved and every state it told. */
function writing(text: string, save: (text: string) => Promise<void> = () => Promise.resolve()) {
  const saved: string[] = [];
  const states: DraftState[] = [];
  const draft = startDraft({
    text,
    save: next => {
      saved.push(next);
      return save(next);
    },
    onState: state => states.push(state),
  });
  return { draft, saved, states };
}

describe('a note being written', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is saved once, when the writer pauses', async () => {
    const { draft, saved, states } = writing('');
    draft.change('a');
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS - 1);
    draft.change('ab');
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS - 1);
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved).toEqual(['ab']);
    expect(states.at(-1)).toBe('saved');
  });

  it('is saved at once when it is left', () => {
    const { draft, saved } = writing('old');
    draft.change('new');
    draft.flush();
    expect(saved).toEqual(['new']);
  });

  it('is not saved again after it was left', async () => {
    const { draft, saved } = writing('');
    draft.change('once');
    draft.flush();
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS * 2);
    draft.flush();
    expect(saved).toEqual(['once']);
  });

  it('is not saved when nothing changed, or when a change was taken back', async () => {
    const { draft, saved } = writing('same');
    draft.flush();
    draft.change('other');
    draft.change('same');
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS);
    expect(saved).toEqual([]);
  });

  it('says that it failed, and tries again when it is left', async () => {
    let disk = 'full';
    const { draft, saved, states } = writing('', () =>
      disk === 'full' ? Promise.reject(new Error('no space')) : Promise.resolve(),
    );
    draft.change('precious');
    await vi.advanceTimersByTimeAsync(AUTOSAVE_DELAY_MS);
    expect(states.at(-1)).toBe('failed');
    disk = 'free';
    draft.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual(['precious', 'precious']);
    expect(states.at(-1)).toBe('saved');
  });

  it('does not call a newer text saved because an older one is', async () => {
    const { draft, states } = writing('');
    draft.change('a');
    draft.flush();
    draft.change('ab');
    await vi.advanceTimersByTimeAsync(1);
    expect(states.at(-1)).toBe('saving');
  });
});
