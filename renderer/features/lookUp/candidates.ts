import { DETAIL_NAMES, type DetailName, type Details } from '../../../shared/domain/details.ts';
import { identifierKeys } from '../../../shared/domain/identifiers.ts';
import { areOtherWorks } from '../../../shared/domain/sameWork.ts';
import { normaliseTitle } from '../../../shared/domain/title.ts';
import { type FoundWork } from '../../../shared/host/lookUpApi.ts';
import { LOOK_UP_SERVICES, type LookUpService } from '../../../shared/host/lookUpServices.ts';

/** One work, with everything that the services tell of it. */
export interface Candidate {
  /** As of the service that is surest; what it doesn't tell comes from the others. */
  readonly details: Details & { readonly title: string };
  /** Who tells each detail. */
  readonly sources: { readonly [D in DetailName]?: LookUpService };
  readonly services: readonly LookUpService[];
  /** Of the surest: see `FoundWork`. */
  readonly score: number;
}

/** Puts together what several services tell of one work: those with a common identifier, or one title and year. */
export function candidatesOf(works: readonly FoundWork[]): readonly Candidate[] {
  const groups: FoundWork[][] = [];
  for (const work of works) {
    const group = groups.find(members => members.some(member => isSameWork(member.details, work.details)));
    if (group === undefined) groups.push([work]);
    else group.push(work);
  }
  return groups.map(putTogether);
}

function isSameWork(a: Details, b: Details): boolean {
  const keys = new Set(identifierKeys(a));
  if (identifierKeys(b).some(key => keys.has(key))) return true;
  const years = [a.issued?.year, b.issued?.year];
  return (
    !areOtherWorks(a, b) &&
    normaliseTitle(a.title ?? '') === normaliseTitle(b.title ?? '') &&
    (years.includes(undefined) || years[0] === years[1])
  );
}

/** Best first, as they come. */
function putTogether(works: readonly FoundWork[]): Candidate {
  const [first] = works as readonly [FoundWork, ...FoundWork[]];
  const details: Record<string, unknown> = {};
  const sources: { [D in DetailName]?: LookUpService } = {};
  for (const name of DETAIL_NAMES) {
    const teller = works.find(work => work.details[name] !== undefined);
    if (teller === undefined) continue;
    details[name] = teller.details[name];
    sources[name] = teller.service;
  }
  const told = new Set(works.map(({ service }) => service));
  return {
    details: { ...details, title: first.details.title },
    sources,
    services: LOOK_UP_SERVICES.filter(service => told.has(service)),
    score: Math.max(...works.map(({ score }) => score)),
  };
}

/** The details that each service tells of a candidate, of those that are wanted. */
export function detailsByService(
  { details, sources }: Candidate,
  wanted: ReadonlySet<DetailName>,
): ReadonlyMap<LookUpService, Details> {
  const parts = new Map<LookUpService, Details>();
  for (const name of DETAIL_NAMES) {
    const service = sources[name];
    if (service === undefined || !wanted.has(name)) continue;
    parts.set(service, { ...parts.get(service), [name]: details[name] });
  }
  return parts;
}
