import type { Body } from './body.ts';
import type { Segment } from './segments.ts';
import { titleLikeness } from './lineLooks.ts';
import type { ParsedListing } from './types.ts';

/**
 * True when what was read from a page can be papers. Below a header that only such pages have, titles are enough; without
 * one, or among `Submitted by` lines, most of what was read must look like titles with abstracts.
 */
export function isPlausible(segment: Segment, body: Body): boolean {
  if (body.listings.length === 0) return false;
  if (segment.certain && segment.submitters.length === 0) return true;
  if (isMarkup(segment)) return false;
  const clean = body.listings.filter(looksLikePaper).length;
  return clean > 0 && clean >= body.listings.length * MOSTLY && body.notUnderstood.length <= clean * 2;
}

/** Share of the papers that must look like papers where no header vouches for them. */
const MOSTLY = 0.75;

/** True for the source of a program or a web page, and for data: many lines start or end with brackets. */
function isMarkup({ body }: Segment): boolean {
  const marked = body.filter(
    ({ text }) => /^[<{}[\]"]/u.test(text) || /[{};>]$/u.test(text.slice(-1)),
  ).length;
  return marked * 4 > body.length;
}

const SHORTEST_ABSTRACT = 20;
const FEWEST_WORDS = 4;
/** Twice the longest that arXiv allows. */
const LONGEST_ABSTRACT = 4_000;
const MOST_PARAGRAPHS = 3;

/** True for a title that is no chapter's, over an abstract that is neither a fragment nor a chapter. */
function looksLikePaper(listing: ParsedListing): boolean {
  const { title, abstract, authorCount, organisation } = listing;
  if (authorCount !== undefined || organisation !== undefined) return true;
  if (titleLikeness(title) <= 0 || isHeading(title) || !/\s/u.test(title)) return false;
  if (abstract.length < SHORTEST_ABSTRACT || abstract.length > LONGEST_ABSTRACT) return false;
  // Wrapped prose that was cut in mid-sentence looks like this all over.
  if (/^\p{Ll}/u.test(abstract)) return false;
  if (abstract.length <= title.length || /^["“”‘'—<{[|#]/u.test(abstract)) return false;
  const paragraphs = abstract.split('\n').filter(line => titleLikeness(line) < 0).length;
  return (
    paragraphs <= MOST_PARAGRAPHS && abstract.split(/\s+/u).length >= FEWEST_WORDS && endsAsProse(abstract)
  );
}

/** A number, a chapter, a line of a log or a key with its value. */
function isHeading(title: string): boolean {
  return (
    /^(?:chapter|part|book|act|scene|prologue|epilogue|section|contents|preface|introduction|appendix)\b/iu.test(
      title,
    ) || /^[#>|\-*=\d[({"“‘]*$|^[#>|=[{"“‘]|^\d{2,4}[-/:]\d{2}|^[\w.-]+\s*[:=]$/u.test(title)
  );
}

function endsAsProse(text: string): boolean {
  const lastWord = text.slice(-200).split(/\s/u).at(-1) ?? '';
  return /[.!?…]["'”’)\]}$]*$/u.test(text.slice(-4)) || lastWord.includes('://');
}
