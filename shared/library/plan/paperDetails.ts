import { DETAIL_NAMES, type DetailName, type Details, type Origin } from '../../domain/details.ts';
import type { Issued } from '../../domain/issued.ts';
import type { Listing, Paper } from '../../domain/paper.ts';
import type { TitleKey } from '../../domain/ids.ts';
import { leadToTitle, namesakeKeys, plainTitleKey, type WorkIdentifiers } from '../../domain/sameWork.ts';
import { titleKey } from '../../domain/title.ts';
import { abstractFields } from './derived.ts';

/** The paper with a detail that somebody told. The row of an abstract is the caller's. */
export function withDetail<D extends DetailName>(
  paper: Paper,
  name: D,
  value: NonNullable<Details[D]>,
  origin: Origin,
): Paper {
  const told = withOrigin(paper, name, origin);
  switch (name) {
    case 'title':
      return retitled(told, value as string);
    case 'abstract':
      return { ...told, ...abstractFields(value as string) };
    case 'issued':
      return { ...told, issued: issuedAs(value as NonNullable<Details['issued']>, origin) };
    default:
      return { ...told, [name]: value };
  }
}

/** A date as told: one of the user's own counts as chosen. */
export function issuedAs(date: NonNullable<Details['issued']>, { kind }: Pick<Origin, 'kind'>): Issued {
  return { ...date, yearSource: kind === 'hand' ? 'chosen' : 'written' };
}

/** The paper without a detail that somebody told; what follows from listings is to be derived anew. */
export function withoutDetail(paper: Paper, name: DetailName): Paper {
  const untold = withOrigin(paper, name, undefined);
  if (name === 'title') return retitled(untold, untold.listings[0]?.title ?? untold.title);
  if (name === 'abstract') return { ...untold, opening: '', hasLink: false };
  return without(untold, name);
}

/** True where a paper has no such detail, or a date without a year. */
export function lacksDetail(paper: Paper, name: DetailName): boolean {
  if (name === 'abstract') return paper.opening === '';
  if (name === 'issued') return paper.issued?.year === undefined;
  return paper[name] === undefined;
}

/** The paper with those details that it lacks. What the user took away or typed is not lacking. */
export function fillDetails(paper: Paper, details: Details, origin: Origin): Paper {
  let filled = paper;
  for (const name of DETAIL_NAMES) {
    const value = details[name];
    if (value === undefined || !lacksDetail(filled, name) || filled.origins?.[name]?.kind === 'hand')
      continue;
    filled = withDetail(filled, name, value as never, origin);
  }
  return filled;
}

/** The details of a paper that were told by another, each with its origin, where `wanted` says so. */
export function takeDetails(
  paper: Paper,
  from: Paper,
  wanted: (name: DetailName, origin: Origin) => boolean,
): Paper {
  let taken = paper;
  for (const name of DETAIL_NAMES) {
    const origin = from.origins?.[name];
    if (origin === undefined || name === 'title' || name === 'abstract' || !wanted(name, origin)) continue;
    taken = { ...withOrigin(taken, name, origin), [name]: from[name] };
  }
  return taken;
}

/** The paper under another title. Listings keep what they printed; a title that none of them printed is forgotten. */
export function retitled(paper: Paper, title: string): Paper {
  if (title === paper.title) return paper;
  const listings = paper.listings.map(listing => printedAs(listing, listing.title ?? paper.title, title));
  const printed = new Set(listings.map(listing => titleKey(listing.title ?? title) as string));
  const [old, now] = [titleKey(paper.title), titleKey(title)];
  const kept = paper.titleKeys.filter(
    key => plainTitleKey(key) !== old || (key as string) === paper.id || printed.has(old),
  );
  return { ...paper, title, listings, titleKeys: leadToTitle(kept, now) ? kept : [...kept, now] };
}

/**
 * The paper still found by its titles together with identifiers that it had, so that a file which tells them means this
 * paper as before; but not where they lead to another one.
 */
export function stillFoundBy(
  paper: Paper,
  before: Pick<Paper, 'titleKeys'> & WorkIdentifiers,
  isFree: (key: TitleKey) => boolean,
): Paper {
  const titles = new Set(before.titleKeys.map(plainTitleKey));
  const lost = [...titles].flatMap(title => {
    const now = namesakeKeys(title, paper);
    return namesakeKeys(title, before).filter(key => !now.includes(key));
  });
  const added = lost.filter(key => !paper.titleKeys.includes(key) && isFree(key));
  return added.length === 0 ? paper : { ...paper, titleKeys: [...paper.titleKeys, ...added] };
}

/** The listing of a paper, with the title it was printed under where that is another. */
export function printedAs(listing: Listing, printed: string, paperTitle: string): Listing {
  const { digest, rank, ...rest } = without(listing, 'title');
  return { digest, rank, ...(printed === paperTitle ? {} : { title: printed }), ...rest };
}

/**
 * The paper with or, undefined, without an origin of a detail. Origins stand in the order of `DETAIL_NAMES`, so that equal
 * ones are written equally.
 */
export function withOrigin(paper: Paper, name: DetailName, origin: Origin | undefined): Paper {
  const told = { ...paper.origins, [name]: origin };
  const known = DETAIL_NAMES.flatMap(each => (told[each] === undefined ? [] : [[each, told[each]] as const]));
  const rest = without(paper, 'origins');
  return known.length === 0 ? rest : { ...rest, origins: Object.fromEntries(known) };
}

function without<R extends object, F extends keyof R>(row: R, field: F): Omit<R, F> {
  const copy = { ...row };
  Reflect.deleteProperty(copy, field);
  return copy;
}
