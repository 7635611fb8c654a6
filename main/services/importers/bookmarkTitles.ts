import { arxivIdOf } from '../../../shared/domain/identifiers.ts';

/** What sites put around the title of a paper in the title of its page. */
const AROUND =
  /^\[\d{4}\.\d{4,5}(?:v\d+)?\]\s+|^Paper page - |\s+[|–-]\s+(?:OpenReview|ACL Anthology|Hugging Face)$|\s+\|\s+arXiv$/giu;

/**
 * The title of a saved page without what its site puts around it, so that the paper is known again by its title:
 * "[2310.01234] On Lakes" of arXiv is "On Lakes". Empty for one that was never fetched and has its address for a title.
 */
export function titleOfPage(title: string, url: string): string {
  const line = title.trim();
  const isAddress = line === url || /^https?:\/\/\S+$/u.test(line);
  if (line !== '' && !isAddress) return line.replace(AROUND, '');
  // Better a name by which it can be looked up than none.
  const id = arxivIdOf(url);
  return id === undefined ? line : `arXiv:${id}`;
}
