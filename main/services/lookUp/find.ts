import type { FoundWork, LookUpResult, LookUpSettings } from '../../../shared/host/lookUpApi.ts';
import { identifierKeys } from '../../../shared/domain/identifiers.ts';
import { ServiceTrouble, type Ask } from './asker.ts';
import { titleScore } from './score.ts';
import type { KnownWork, Question } from './types.ts';
import { LOOK_UP_SERVICES, type LookUpService } from '../../../shared/host/lookUpServices.ts';

/** Works whose titles are further away than this are of no use to anybody. */
const LEAST_SCORE = 0.3;

/** Of works with the same score, whose comes first: those who print the work before those who gather. */
const ORDER: Readonly<Record<Question['kind'], readonly LookUpService[]>> = {
  arxiv: ['arxiv', 'crossref', 'semanticScholar', 'huggingFace'],
  doi: ['crossref', 'semanticScholar', 'arxiv', 'huggingFace'],
  page: ['semanticScholar', 'crossref', 'arxiv', 'huggingFace'],
  title: ['crossref', 'arxiv', 'semanticScholar', 'huggingFace'],
};

/**
 * Asks every service that is on and can answer, and sorts what they know. An arXiv paper that turns out to have a DOI of
 * its own is asked for at Crossref, too. Undefined if there was none to ask. Rejects with the signal's reason.
 */
export async function findWorks(
  question: Question,
  settings: LookUpSettings,
  ask: Ask,
  signal: AbortSignal,
): Promise<LookUpResult | undefined> {
  const troubles: { service: LookUpService; message: string }[] = [];
  const askOne = (service: LookUpService, asked: Question): Promise<readonly FoundWork[]> | undefined => {
    if (settings.services[service].use === 'off') return undefined;
    return ask(service, asked, settings, signal)?.then(
      works => works.flatMap(work => judged(service, work, asked) ?? []),
      (error: unknown) => {
        if (!(error instanceof ServiceTrouble)) throw error;
        troubles.push({ service, message: error.message });
        return [];
      },
    );
  };
  const asked = LOOK_UP_SERVICES.flatMap(service => askOne(service, question) ?? []);
  if (asked.length === 0) return undefined;
  const works = (await Promise.all(asked)).flat();
  const doi = question.kind === 'title' || question.kind === 'doi' ? undefined : firstDoi(works);
  if (doi !== undefined) works.push(...((await askOne('crossref', { kind: 'doi', doi })) ?? []));
  const place = (service: LookUpService): number => ORDER[question.kind].indexOf(service);
  return {
    works: works.sort((one, two) => two.score - one.score || place(one.service) - place(two.service)),
    troubles: troubles.sort((one, two) => place(one.service) - place(two.service)),
  };
}

function firstDoi(works: readonly FoundWork[]): string | undefined {
  return works.find(({ details }) => details.doi !== undefined)?.details.doi;
}

/** Undefined for a work that is not the one asked for: of another identifier, or a title too far away. */
function judged(service: LookUpService, work: KnownWork, question: Question): FoundWork | undefined {
  const score = scoreOf(work, question);
  return score < LEAST_SCORE ? undefined : { service, score, ...work };
}

function scoreOf({ details }: KnownWork, question: Question): number {
  if (question.kind === 'title') return titleScore(question.title, details.title);
  if (question.kind === 'page') return 1;
  // A service that leaves the identifier out is taken at its word.
  const kind = `${question.kind}:`;
  const told = identifierKeys(details).filter(key => key.startsWith(kind));
  const [asked = ''] = identifierKeys(
    question.kind === 'arxiv' ? { arxiv: question.arxiv } : { doi: question.doi },
  );
  return told.length === 0 || told.includes(asked) ? 1 : 0;
}
