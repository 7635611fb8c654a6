/** The services that can be asked about a paper. */
export const LOOK_UP_SERVICES = ['arxiv', 'crossref', 'semanticScholar', 'huggingFace'] as const;
export type LookUpService = (typeof LOOK_UP_SERVICES)[number];

/** Ids that arXiv is asked for ahead of their turn, at most. */
export const MOST_AHEAD = 49;
