import type { ParsedDump } from '../../../shared/digest-format/types.ts';
import { isBookmarkTable, readBookmarkTable } from './bookmarksCsv.ts';
import { isBookmarkPage, readBookmarkPage } from './bookmarksHtml.ts';
import { isMiniflux, readMiniflux } from './bookmarksMiniflux.ts';
import { opening } from './opening.ts';
import type { FileReader } from './types.ts';

/**
 * Saved pages of read-later services, feed readers and browsers: Pocket (HTML and CSV), Readwise Reader and Instapaper
 * (CSV), Miniflux (JSON), bookmark files of browsers, Pinboard and Raindrop. Every page with a web address is taken: the
 * user put it aside to read it. A list of subscriptions (OPML) is told apart, as it names no page to read.
 */
export const bookmarksReader: FileReader = { shape: 'bookmarks', fits, read };

function fits(text: string): boolean {
  const start = opening(text.replace(/^\ufeff/u, ''));
  return isOpml(start) || isBookmarkPage(start) || isMiniflux(start) || isBookmarkTable(text);
}

function read(text: string): ParsedDump {
  const start = opening(text.replace(/^\ufeff/u, ''));
  if (isOpml(start)) {
    const why = 'it is a list of the feeds that somebody follows (OPML), which names no papers';
    return { kind: 'noPapers', reason: 'notADigest', why };
  }
  if (isBookmarkPage(start)) return readBookmarkPage(text);
  return isMiniflux(start) ? readMiniflux(text) : readBookmarkTable(text);
}

function isOpml(start: string): boolean {
  return /^(?:<\?xml[^<>]*\?>)?\s*(?:<!--[^]{0,2000}?-->\s*)?<opml[\s>]/iu.test(start);
}
