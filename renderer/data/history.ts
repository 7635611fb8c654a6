import type { Collection } from 'dexie';
import type { Patch } from '../../shared/library/patch.ts';
import { splitPatches } from './splitPatches.ts';
import type { LibraryDatabase } from './schema.ts';
import type { HistoryState } from './types.ts';

type Rows = Collection<HistoryRow, [number, number]>;

/** How many steps can be undone. */
export const HISTORY_STEPS = 100;

/** On which side of "now" a step lies: it can be undone, or it was undone and can be redone. */
export type StepSide = 'done' | 'undone';

/** One step of undo without its patches. */
export interface Step {
  readonly step: number;
  /** What was done, in the past tense. */
  readonly label: string;
  readonly group?: string;
  readonly side: StepSide;
}

/** A step's own row: part 0. */
export interface HistoryHead extends Step {
  readonly part: 0;
}

/**
 * Patches that take a step back (or bring it back, on the undone side), a portion of them, so that no row gets large.
 * The parts of a step are applied from the highest number down to 1, the patches in each from first to last: what was
 * done last is undone first, and a group grows by appending.
 */
export interface HistoryPart {
  readonly step: number;
  /** 1, 2, 3 … */
  readonly part: number;
  readonly patches: readonly Patch[];
}

export type HistoryRow = HistoryHead | HistoryPart;

/** The steps that can be undone and redone, oldest first, as the page holds them. A value: changed by making a new one. */
export type Steps = readonly Step[];

/** The step to undo next; undefined when there is none. */
export function nextUndo(steps: Steps): Step | undefined {
  return steps.findLast(({ side }) => side === 'done');
}

/** The step to redo next; undefined when there is none. */
export function nextRedo(steps: Steps): Step | undefined {
  return steps.find(({ side }) => side === 'undone');
}

export function historyState(steps: Steps): HistoryState {
  const undo = nextUndo(steps)?.label;
  const redo = nextRedo(steps)?.label;
  return { ...(undo === undefined ? {} : { undo }), ...(redo === undefined ? {} : { redo }) };
}

/** How a command lengthens the history: the step it belongs to, and the steps that end with it. */
export interface Extension {
  readonly steps: Steps;
  readonly step: Step;
  /** Steps that can no longer be redone, or are older than the last `HISTORY_STEPS`. */
  readonly dropped: readonly number[];
}

/** Adds a command: to the last step if that is of the same group, else as a new one. */
export function extendHistory(steps: Steps, label: string, group: string | undefined): Extension {
  const done = steps.filter(({ side }) => side === 'done');
  const last = done.at(-1);
  const joins = group !== undefined && last?.group === group;
  const step: Step = joins ? { ...last, label } : newStep(steps, label, group);
  const kept = [...(joins ? done.slice(0, -1) : done), step].slice(-HISTORY_STEPS);
  const held = new Set(kept.map(each => each.step));
  return { steps: kept, step, dropped: steps.map(each => each.step).filter(number => !held.has(number)) };
}

function newStep(steps: Steps, label: string, group: string | undefined): Step {
  const last = steps.reduce((highest, { step }) => Math.max(highest, step), 0);
  return { step: last + 1, label, ...(group === undefined ? {} : { group }), side: 'done' };
}

/** Puts a step back in its place after it changed sides. */
export function replaceStep(steps: Steps, step: Step): Steps {
  return steps.map(each => (each.step === step.step ? step : each));
}

/** The step on its other side. */
export function turned(step: Step): Step {
  return { ...step, side: step.side === 'done' ? 'undone' : 'done' };
}

/** What turning a step is called: "Undid: Archived 1 paper". */
export function turnLabel(direction: 'undo' | 'redo', { label }: Step): string {
  return `${direction === 'undo' ? 'Undid' : 'Redid'}: ${label}`;
}

/** Every step in the database, oldest first. No later command joins one of them, so they come without their groups. */
export async function readSteps(db: LibraryDatabase): Promise<Steps> {
  // By their keys: the other parts hold all patches.
  const keys = (await db.history.toCollection().primaryKeys()).filter(([, part]) => part === 0);
  const rows = await db.history.bulkGet(keys);
  return rows.flatMap(row =>
    row && isHead(row) ? [{ step: row.step, label: row.label, side: row.side }] : [],
  );
}

/** The patches of a step in the order in which they are to be applied; undefined when the step is not there. */
export async function readStepPatches(db: LibraryDatabase, step: number): Promise<Patch[] | undefined> {
  const rows = await rowsOfStep(db, step).reverse().toArray();
  if (rows.length === 0) return undefined;
  return rows.flatMap(row => (isHead(row) ? [] : row.patches));
}

/** Takes steps out; part of a change's transaction. */
export async function dropSteps(db: LibraryDatabase, steps: readonly number[]): Promise<void> {
  for (const step of steps) await rowsOfStep(db, step).delete();
}

/** Writes a step with further patches that take it back; part of a change's transaction. */
export async function growStep(db: LibraryDatabase, step: Step, patches: readonly Patch[]): Promise<void> {
  const last = await rowsOfStep(db, step.step).last();
  await putParts(db, step, (last?.part ?? 0) + 1, patches);
}

/** Writes a step that changed sides, with the patches for the way back; part of a change's transaction. */
export async function turnStep(db: LibraryDatabase, step: Step, patches: readonly Patch[]): Promise<void> {
  await partsOf(db, step.step).delete();
  await putParts(db, step, 1, patches);
}

async function putParts(
  db: LibraryDatabase,
  step: Step,
  firstPart: number,
  patches: readonly Patch[],
): Promise<void> {
  const portions = splitPatches(patches).reverse();
  const parts = portions.map((portion, index) => ({
    step: step.step,
    part: firstPart + index,
    patches: portion,
  }));
  const head: HistoryHead = { ...step, part: 0 };
  await db.history.bulkPut([head, ...parts]);
}

function rowsOfStep(db: LibraryDatabase, step: number): Rows {
  return db.history.where('[step+part]').between([step, 0], [step, Infinity]);
}

function partsOf(db: LibraryDatabase, step: number): Rows {
  return db.history.where('[step+part]').between([step, 1], [step, Infinity]);
}

function isHead(row: HistoryRow): row is HistoryHead {
  return row.part === 0;
}
