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
  /** The papers of that look-up. */
  readonly asked: ReadonlySet<PaperId>;
  /** What the user chose otherwise than was proposed. */
  readonly choices: ReadonlyMap<PaperId, Choice>;
}

export const NO_LOOK_UP: LookUpState = { progress: null, asked: new Set(), choices: new Map() };

/** Outside of the sheet, so that it can be closed meanwhile. */
export const useLookUpStore = create<LookUpState>()(() => NO_LOOK_UP);
