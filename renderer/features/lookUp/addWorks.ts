import type { FoundIdentifiers } from '../../../shared/domain/identifiers.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import type { FoundWork } from '../../../shared/host/lookUpApi.ts';
import type { AddedWork } from '../../../shared/library/command.ts';
import { watchSaving } from '../../actions/command.ts';
import type { Library } from '../../data/types.ts';
import { chosenKeyPattern } from '../../hooks/keyPattern.ts';
import { SERVICE_NAMES } from '../../hooks/lookUpWords.ts';
import { showToast } from '../../session/toast.ts';
import { paperTitled, paperWith } from './inLibrary.ts';

/** A work as a service tells it, with the identifiers that it was asked for by. */
export function foundWork({ service, details }: FoundWork, asked: FoundIdentifiers): AddedWork {
  return { work: { ...asked, ...details }, origin: { kind: 'lookUp', from: SERVICE_NAMES[service] } };
}

/** A work as the user typed it. */
export function typedWork(title: string, asked: FoundIdentifiers): AddedWork {
  return { work: { ...asked, title }, origin: { kind: 'hand' } };
}

/**
 * Adds works in one step of undo, says so, and gives the first of their papers. Throws `CommandRefused`, having changed
 * nothing.
 */
export function addWorks(library: Library, works: readonly AddedWork[]): Paper | undefined {
  const receipt = library.run({
    name: 'addPapers',
    papers: works,
    at: Date.now(),
    keyPattern: chosenKeyPattern(),
  });
  showToast(receipt.label, receipt.changed ? { offers: 'undo' } : {});
  watchSaving(receipt);
  const [first] = works;
  return first && (paperWith(library.state, first.work) ?? paperTitled(library.state, first.work.title));
}
