import { assertNever } from '../../shared/domain/assertNever.ts';
import type { Issued } from '../../shared/domain/issued.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import type { Sort, View } from '../../shared/domain/view.ts';

/** What is known of a match when it gets its place. */
export interface Match {
  readonly paper: Paper;
  readonly points: number;
}

/** Whole numbers from 0; undefined for what is not known, which goes to the end whatever the direction. */
type PlaceOf = (match: Match) => number | undefined;

/** Keys lie below this, serials below `SERIAL_RANGE`; together they fit a double exactly. */
const KEY_RANGE = 2 ** 22;
const SERIAL_RANGE = 2 ** 30;
/** Points are told apart to a thousandth. */
const POINT_STEPS = 1024;

/** Serials of the matches in the order of `sort`; ties by serial, the newest first. `titlePlace` counts in alphabetical order. */
export function orderMatches(
  matches: readonly Match[],
  sort: Sort,
  within: View,
  titlePlace: (paper: Paper) => number,
): Uint32Array {
  const placeOf = placing(sort, within, titlePlace);
  // One number a match, sorted natively: many times faster than comparing.
  const keys = new Float64Array(matches.length);
  matches.forEach((match, index) => {
    const place = placeOf(match);
    const key = place === undefined ? 0 : 1 + Math.min(place, KEY_RANGE - 2);
    const turned = place !== undefined && sort.direction === 'ascending' ? KEY_RANGE - key : key;
    keys[index] = turned * SERIAL_RANGE + match.paper.serial;
  });
  keys.sort().reverse();
  return Uint32Array.from(keys, key => key % SERIAL_RANGE);
}

function placing(sort: Sort, within: View, titlePlace: (paper: Paper) => number): PlaceOf {
  switch (sort.key) {
    case 'match':
      return ({ points }) => Math.round(points * POINT_STEPS);
    case 'added':
      return addedPlace(sort);
    case 'issued':
      return ({ paper }) => issuedPlace(paper.issued);
    case 'title':
      return ({ paper }) => titlePlace(paper);
    case 'listed':
      return ({ paper }) => paper.listings.length;
    case 'rank':
      return ({ paper }) => rankIn(paper, within);
    default:
      return assertNever(sort.key);
  }
}

/** Papers come in order of serial, so ties alone give the newest first. */
function addedPlace(sort: Sort): PlaceOf {
  return sort.direction === 'descending' ? () => 0 : ({ paper }) => paper.serial;
}

/** A date without a year stands before all that have one, a paper without a date has no place. */
function issuedPlace(issued: Issued | undefined): number | undefined {
  if (issued === undefined) return undefined;
  return ((issued.year ?? 0) * 12 + issued.month - 1) * 31 + issued.day - 1;
}

function rankIn(paper: Paper, within: View): number | undefined {
  if (within.kind !== 'digest') return undefined;
  return paper.listings.find(listing => listing.digest === within.digest)?.rank;
}
