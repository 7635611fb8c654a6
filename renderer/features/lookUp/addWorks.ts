import { DETAIL_NAMES } from '../../../shared/domain/details.ts';
import type { FoundIdentifiers } from '../../../shared/domain/identifiers.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import type { AddedWork } from '../../../shared/library/command.ts';
import { watchSaving } from '../../actions/command.ts';
import type { Library } from '../../data/types.ts';
import { chosenKeyPattern } from '../../hooks/keyPattern.ts';
import { SERVICE_NAMES } from '../../hooks/lookUpWords.ts';
import { showToast } from '../../session/toast.ts';
import { detailsByService, type Candidate } from './candidates.ts';
import { paperTitled, paperWith } from './inLibrary.ts';

/**
 * A work as the services tell it, with the identifiers that it was asked for by. The first one makes the paper, the others
 * fill in what it lacks.
 */
export function foundWork(candidate: Candidate, asked: FoundIdentifiers): readonly AddedWork[] {
  const { title } = candidate.details;
  const parts = [...detailsByService(candidate, new Set(DETAIL_NAMES))];
  const first = parts.findIndex(([service]) => service === candidate.sources.title);
  const ordered = [...parts.splice(first, 1), ...parts];
  return ordered.map(([service, details]) => ({
    work: { ...asked, ...details, title },
    origin: { kind: 'lookUp', from: SERVICE_NAMES[service] },
  }));
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
  const { work } = first ?? {};
  return work && (paperWith(library.state, work) ?? paperTitled(library.state, work.title, work));
}
