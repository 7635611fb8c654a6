import type { LibraryId } from '../../shared/domain/ids.ts';
import type { ChangeRecord } from '../../shared/library/change.ts';
import { MemoryLibrary } from '../../shared/library/memory.ts';
import { HostError } from '../../shared/host/wire.ts';
import type { HostClient } from '../host/types.ts';
import { AbstractTexts } from './abstractTexts.ts';
import type { OnProgress } from './copyRows.ts';
import * as steps from './history.ts';
import { readLibrary } from './read.ts';
import type { LibraryDatabase } from './schema.ts';
import { applyToMemory, writeChange, type HistoryWrite } from './write.ts';

/**
 * Brings the database up to the files by the changes it has not seen; each is a step of undo, as if it had been made here.
 * Returns how many there were; undefined when the journal no longer reaches back so far, or the pages can't follow.
 */
export async function catchUp(
  db: LibraryDatabase,
  host: Pick<HostClient, 'call'>,
  library: LibraryId,
  onProgress: OnProgress,
  lastSeq: number,
): Promise<number | undefined> {
  const read = await readLibrary(db);
  const memory = new MemoryLibrary(read.rows, { nextSerial: read.nextSerial });
  const abstracts = new AbstractTexts(db);
  let history = await steps.readSteps(db);
  let { seq } = read;
  for (let more = true; more;) {
    const answer = await recordsAfter(host, seq);
    if (answer === undefined) return undefined;
    for (const record of answer.records) {
      if (record.seq !== seq + 1) return undefined;
      const prepared = abstracts.prepare(record.patches, id => memory.state.papers.get(id));
      const extended = historyOf(history, record);
      const touched = applyToMemory(memory, record.patches);
      if (touched.isMoved) return undefined;
      const write = { change: record, ...touched, abstracts: prepared, history: extended.write };
      await writeChange(db, library, write);
      history = extended.steps;
      seq = record.seq;
      onProgress({ what: 'catchingUp', done: seq - read.seq, total: lastSeq - read.seq });
    }
    more = answer.more && answer.records.length > 0;
  }
  return seq - read.seq;
}

async function recordsAfter(host: Pick<HostClient, 'call'>, after: number) {
  try {
    return await host.call('library.records', { after });
  } catch (error) {
    if (error instanceof HostError && error.code === 'notFound') return undefined;
    throw error;
  }
}

/** An undo is that of the step before it; everything else makes a step, changes of one group the same one. */
function historyOf(
  history: steps.Steps,
  { name, label, group }: ChangeRecord,
): { readonly steps: steps.Steps; readonly write: HistoryWrite } {
  if (name === 'undo' || name === 'redo') {
    const next = name === 'undo' ? steps.nextUndo(history) : steps.nextRedo(history);
    if (next !== undefined && label === steps.turnLabel(name, next)) {
      const step = steps.turned(next);
      return { steps: steps.replaceStep(history, step), write: { kind: 'turn', step } };
    }
  }
  const extended = steps.extendHistory(history, label, group);
  const { step, dropped } = extended;
  return { steps: extended.steps, write: { kind: 'grow', step, dropped } };
}
