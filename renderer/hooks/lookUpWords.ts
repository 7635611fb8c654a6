import type { LookUpSettings } from '../../shared/host/lookUpApi.ts';
import { LOOK_UP_SERVICES, type LookUpService } from '../../shared/host/lookUpServices.ts';

/** What the services are called. */
export const SERVICE_NAMES: Readonly<Record<LookUpService, string>> = {
  arxiv: 'arXiv',
  crossref: 'Crossref',
  semanticScholar: 'Semantic Scholar',
  huggingFace: 'Hugging Face',
};

/** "arXiv, Crossref and Hugging Face": the services that are asked. */
export function servicesInWords({ services }: Pick<LookUpSettings, 'services'>): string {
  return listInWords(
    LOOK_UP_SERVICES.filter(name => services[name].use === 'on').map(name => SERVICE_NAMES[name]),
  );
}

/** "a", "a and b", "a, b and c". */
export function listInWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** How sure a found work is the one that was asked for. */
export function scoreInWords(score: number): string {
  if (score >= 1) return 'exact match';
  if (score >= CONFIDENT) return 'same title';
  if (score >= 0.8) return 'nearly the same title';
  return score >= 0.5 ? 'similar title' : 'another title';
}

/** From this score on a work that was found by its title is taken for the one that was meant. */
export const CONFIDENT = 0.95;
