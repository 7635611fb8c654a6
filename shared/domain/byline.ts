import type { Origins } from './details.ts';

/** What a digest prints below a paper: a count of authors or an organisation, never a name. */
export interface Byline {
  readonly authorCount?: number;
  readonly organisation?: string;
  /** Who told them, where no digest did. */
  readonly origins?: Origins;
}

/**
 * The organisation without its handle. Digests print the handle first and the name behind it: "fjordlab Fjord Lab" is
 * "Fjord Lab". A single word is taken as it is.
 */
export function organisationName(organisation: string): string {
  return organisation.replace(/^\S+\s+(?=\S)/u, '');
}

/** "4 authors", "1 author", the organisation's name, or nothing. */
export function bylineInWords({ authorCount, organisation, origins }: Byline): string | undefined {
  if (authorCount !== undefined) return authorCount === 1 ? '1 author' : `${authorCount} authors`;
  return organisation === undefined ? undefined : organisationOf({ organisation, origins });
}

/** The organisation's name; only a digest prints a handle before it. */
export function organisationOf({ organisation, origins }: Byline): string | undefined {
  if (organisation === undefined || origins?.organisation !== undefined) return organisation;
  return organisationName(organisation);
}
