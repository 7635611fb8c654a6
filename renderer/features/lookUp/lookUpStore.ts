import { create } from 'zustand';
import type { DetailName } from '../../../shared/domain/details.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { LookUpProgress } from './lookUpRun.ts';

/** Which of the found works is meant for a paper, and what of it is to be taken. */
export interface Choice {
  /** Place among the works; null: none of them. */
  readonly work: number | null;
  readonly taken: ReadonlySet<DetailName>;
}

/** A look-up of papers that is running, or whose results wait to be looked through. */
export interface LookUpState {
  readonly progress: LookUpProgress<PaperId> | null;
  /** What the user chose otherwise than was proposed. */
  readonly choices: ReadonlyMap<PaperId, Choice>;
}

/** Outside of the sheet, so that it can be closed meanwhile. */
export const useLookUpStore = create<LookUpState>()(() => ({ progress: null, choices: new Map() }));
