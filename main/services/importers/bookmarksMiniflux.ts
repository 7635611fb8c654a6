import { authorFromName } from '../../../shared/domain/author.ts';
import type { ReadingStatus } from '../../../shared/domain/paper.ts';
import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { titleOfPage } from './bookmarkTitles.ts';
import { htmlToText } from './htmlText.ts';
import { jsonElements } from './jsonElements.ts';
import { objectOf, textOf, textsOf, type JsonObject } from './jsonFields.ts';
import { referencesToDump, splitList, unplaced, type FoundReference, type Reference } from './reference.ts';
import { knownAuthors } from './referenceAuthors.ts';
import { dateOf } from './referenceDates.ts';

/** True for what Miniflux answers when asked for entries (miniflux.app/docs/api.html), the only export it has of them. */
export function isMiniflux(start: string): boolean {
  return (
    /^\{\s*"(?:total|entries)"/u.test(start) &&
    /"entries"\s*:\s*\[/u.test(start) &&
    /"feed_id"\s*:|"feed"\s*:\s*\{/u.test(start)
  );
}

const STATUSES: Readonly<Record<string, ReadingStatus>> = {
  unread: 'unread',
  read: 'read',
  removed: 'archived',
};

/** Reads such an answer. */
export function readMiniflux(text: string): ParsedDump {
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  for (const element of jsonElements(text, ['entries']) ?? []) {
    const { line, start } = element;
    const entry = element.kind === 'value' ? objectOf(element.value) : undefined;
    if (entry !== undefined) found.push({ reference: entryOf(entry), line, start });
    else broken.push(unplaced(line, start, element.kind === 'broken' ? element.reason : 'It is no entry.'));
  }
  return referencesToDump('bookmarks', found, broken);
}

function entryOf(entry: JsonObject): Reference {
  const url = textOf(entry['url']) ?? '';
  const category = textOf(objectOf(objectOf(entry['feed'])?.['category'])?.['title']);
  return {
    title: titleOfPage(textOf(entry['title']) ?? '', url),
    abstract: abstractIn(htmlToText(textOf(entry['content']) ?? '')),
    authors: knownAuthors(splitList(textOf(entry['author']), /,|;| and /u).map(authorFromName)),
    issued: dateOf(textOf(entry['published_at'])?.slice(0, 10)),
    url,
    status: STATUSES[textOf(entry['status']) ?? ''],
    starred: entry['starred'] === true,
    tags: textsOf(entry['tags']),
    // "All" is the category that Miniflux begins with.
    collections: category === undefined || category === 'All' ? [] : [category],
  };
}

/** arXiv's feeds put the identifier and the kind of announcement above the abstract. */
function abstractIn(content: string): string {
  return content
    .replace(/^\s*arXiv:\S+\s+Announce Type:[^\n]{0,100}?\s*Abstract:\s*/u, '')
    .replace(/^Abstract:\s*/u, '');
}
