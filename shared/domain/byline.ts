/** What a digest prints below a paper: a count of authors or an organisation, never a name. */
export interface Byline {
  readonly authorCount?: number;
  readonly organisation?: string;
}

/**
 * The organisation without its handle. Digests print the handle first and the name behind it: "fjordlab Fjord Lab" is
 * "Fjord Lab". A single word is taken as it is.
 */
export function organisationName(organisation: string): string {
  return organisation.replace(/^\S+\s+(?=\S)/u, '');
}

/** "4 authors", "1 author", the organisation's name, or nothing. */
export function bylineInWords({ authorCount, organisation }: Byline): string | undefined {
  if (authorCount !== undefined) return authorCount === 1 ? '1 author' : `${authorCount} authors`;
  return organisation === undefined ? undefined : organisationName(organisation);
}
