/** How long after the last key a draft is saved. */
export const AUTOSAVE_DELAY_MS = 400;

export type DraftState = 'unchanged' | 'saving' | 'saved' | 'failed';

/** What a draft is made of. */
export interface DraftParts {
  readonly text: string;
  /** Stores a text; resolves when it is safe. */
  readonly save: (text: string) => Promise<void>;
  readonly onState: (state: DraftState) => void;
  readonly delayMs?: number;
}

/** A text being written: saved by itself when the writer pauses, and at once when asked to. */
export interface NoteDraft {
  readonly text: string;
  change(text: string): void;
  /** Saves now what isn't saved yet: on leaving the field, the paper or the page. */
  flush(): void;
}

/** Starts a draft. Nothing is saved until something changes. */
export function startDraft({ text, save, onState, delayMs = AUTOSAVE_DELAY_MS }: DraftParts): NoteDraft {
  let current = text;
  let stored = text;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (current === stored) {
      return;
    }
    const saving = current;
    const before = stored;
    stored = saving;
    onState('saving');
    save(saving).then(
      () => {
        if (current === saving) onState('saved');
      },
      () => {
        if (stored === saving) stored = before;
        onState('failed');
      },
    );
  };

  return {
    get text() {
      return current;
    },
    change(next) {
      current = next;
      clearTimeout(timer);
      timer = undefined;
      if (current === stored) return onState('saved');
      onState('saving');
      timer = setTimeout(flush, delayMs);
    },
    flush,
  };
}
