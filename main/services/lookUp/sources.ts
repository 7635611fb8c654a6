import { arxiv } from './arxiv.ts';
import { crossref } from './crossref.ts';
import { huggingFace } from './huggingFace.ts';
import { semanticScholar } from './semanticScholar.ts';
import type { Source } from './types.ts';
import type { LookUpService } from '../../../shared/host/lookUpServices.ts';

/** Every service that can be asked. */
export const SOURCES: Readonly<Record<LookUpService, Source>> = {
  arxiv,
  crossref,
  semanticScholar,
  huggingFace,
};
