import type { LookUpResult } from '../../../shared/host/lookUpApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { candidatesOf, type Candidate } from './candidates.ts';
import type { FindBy } from './findWorks.ts';

/** One thing to be looked up; `id` is whatever the asker knows it by. */
export interface LookUpItem<Id extends string> {
  readonly id: Id;
  readonly by: FindBy;
}

/** What became of one. */
export interface LookUpAnswer<Id extends string> {
  readonly id: Id;
  readonly by: FindBy;
  /** Best first; empty when nothing was found. */
  readonly works: readonly Candidate[];
  /** Why nothing, or not everything, was found: in words. */
  readonly troubles: readonly string[];
}

export interface LookUpProgress<Id extends string> {
  readonly total: number;
  readonly answers: readonly LookUpAnswer<Id>[];
  /** `stopped`: asking further makes no sense, see `message`. */
  readonly phase: 'running' | 'finished' | 'cancelled' | 'stopped';
  readonly message?: string;
}

export interface LookUpParts<Id extends string> {
  readonly find: (by: FindBy, signal: AbortSignal) => Promise<LookUpResult>;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LookUpProgress<Id>) => void;
}

/**
 * Looks one up after the other, so that no service is asked twice at once. What was found before it was cancelled or had
 * to stop stays. Never rejects.
 */
export async function lookUpAll<Id extends string>(
  items: readonly LookUpItem<Id>[],
  { find, signal, onProgress }: LookUpParts<Id>,
): Promise<LookUpProgress<Id>> {
  const answers: LookUpAnswer<Id>[] = [];
  const tell = (phase: LookUpProgress<Id>['phase'], message?: string): LookUpProgress<Id> => {
    const progress = {
      total: items.length,
      answers: [...answers],
      phase,
      ...(message !== undefined && { message }),
    };
    onProgress(progress);
    return progress;
  };
  tell('running');
  for (const { id, by } of items) {
    if (signal.aborted) return tell('cancelled');
    try {
      const { works, troubles } = await find(by, signal);
      answers.push({
        id,
        by,
        works: candidatesOf(works),
        troubles: troubles.map(({ message }) => message),
      });
    } catch (error) {
      if (signal.aborted || isCode(error, 'cancelled')) return tell('cancelled');
      const message = error instanceof Error ? error.message : String(error);
      if (isCode(error, 'lookUpOff') || isCode(error, 'connectionLost')) return tell('stopped', message);
      answers.push({ id, by, works: [], troubles: [message] });
    }
    if (answers.length < items.length) tell('running');
  }
  return tell('finished');
}

function isCode(error: unknown, code: HostError['code']): boolean {
  return error instanceof HostError && error.code === code;
}
