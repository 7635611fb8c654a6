/** The services that can be asked about a paper. */
export const LOOK_UP_SERVICES = ['arxiv', 'crossref', 'semanticScholar', 'huggingFace'] as const;
export type LookUpService = (typeof LOOK_UP_SERVICES)[number];
