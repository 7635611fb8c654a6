import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import type { DetailsChange } from '../../../shared/library/command.ts';
import { CONFIDENT, SERVICE_NAMES } from '../../hooks/lookUpWords.ts';
import { detailsByService, type Candidate } from './candidates.ts';
import type { LookUpAnswer } from './lookUpRun.ts';
import type { Choice } from './lookUpStore.ts';
import { propose, type Proposal } from './proposals.ts';

/** A paper that something was found for, as it is looked through. */
export interface ReviewedPaper {
  readonly paper: Paper;
  readonly works: readonly Candidate[];
  readonly choice: Choice;
  /** What the chosen work would change; undefined while none is chosen. */
  readonly proposal: Proposal | undefined;
}

/** Everything that was found, in parts: changes to look through, and papers of which there is nothing to say. */
export interface Review {
  readonly changed: readonly ReviewedPaper[];
  /** Found, and the library knows it all. */
  readonly complete: readonly Paper[];
  readonly notFound: readonly { readonly paper: Paper; readonly troubles: readonly string[] }[];
}

/** What to look through of the answers. Papers that left the library meanwhile are left out. */
export function reviewOf(
  answers: readonly LookUpAnswer<PaperId>[],
  papers: ReadonlyMap<string, Paper>,
  choices: ReadonlyMap<PaperId, Choice>,
): Review {
  const changed: ReviewedPaper[] = [];
  const complete: Paper[] = [];
  const notFound: { readonly paper: Paper; readonly troubles: readonly string[] }[] = [];
  for (const { id, works, troubles } of answers) {
    const paper = papers.get(id);
    if (paper === undefined) continue;
    if (works.length === 0) {
      notFound.push({ paper, troubles });
      continue;
    }
    const choice = choices.get(id) ?? proposedChoice(paper, works);
    const work = choice.work === null ? undefined : works[choice.work];
    const proposal = work && propose(paper, work.details);
    if (!choices.has(id) && proposal?.changes.length === 0) complete.push(paper);
    else changed.push({ paper, works, choice, proposal });
  }
  return { changed, complete, notFound };
}

/** The best work where it is surely the one that was meant, with what it adds; else none. */
function proposedChoice(paper: Paper, works: readonly Candidate[]): Choice {
  const [best] = works;
  if (best === undefined || best.score < CONFIDENT) return { work: null, taken: new Set() };
  return choiceOf(paper, works, 0);
}

/** A work as it is proposed when it is chosen. */
export function choiceOf(paper: Paper, works: readonly Candidate[], work: number | null): Choice {
  const found = work === null ? undefined : works[work];
  if (found === undefined) return { work: null, taken: new Set() };
  const presets = propose(paper, found.details).changes.filter(({ preset }) => preset === 'checked');
  return { work, taken: new Set(presets.map(({ name }) => name)) };
}

/** The changes that are to be made. */
export function chosenChanges(changed: readonly ReviewedPaper[]): readonly DetailsChange[] {
  return changed.flatMap(({ paper, works, choice, proposal }) => {
    const work = choice.work === null ? undefined : works[choice.work];
    const names = proposal?.changes.map(({ name }) => name).filter(name => choice.taken.has(name)) ?? [];
    if (work === undefined || names.length === 0) return [];
    return [...detailsByService(work, new Set(names))].map(([service, fields]) => ({
      paper: paper.id,
      fields,
      origin: { kind: 'lookUp', from: SERVICE_NAMES[service] } as const,
    }));
  });
}
