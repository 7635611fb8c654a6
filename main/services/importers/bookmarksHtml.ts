import { Parser } from 'htmlparser2';
import type { ReadingStatus } from '../../../shared/domain/paper.ts';
import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { webAddressOf } from '../../../shared/domain/identifiers.ts';
import { referencesToDump, splitList, unplaced, type FoundReference } from './reference.ts';
import { titleOfPage } from './bookmarkTitles.ts';
import { lineCounter } from './lineCounter.ts';

/** True for Pocket's export and for bookmark files, which every browser writes as Netscape did. */
export function isBookmarkPage(start: string): boolean {
  return /<!DOCTYPE NETSCAPE-Bookmark-file-1>|<title>Pocket Export<\/title>|<a href="[^"<>]*" time_added="\d/iu.test(
    start,
  );
}

/** A folder's name ends its collection's; browsers nest them. */
const TOP_FOLDERS = new Set([
  'bookmarks',
  'bookmarks bar',
  'bookmarks menu',
  'bookmarks toolbar',
  'other bookmarks',
]);
/** The parser takes the longer for an element the deeper it lies. */
const MAX_DEPTH = 1_000;

/** Reads such a page. Pocket's heading tells what was read; folders are collections. */
export function readBookmarkPage(text: string): ParsedDump {
  const page = new Page(text);
  page.run();
  return referencesToDump('bookmarks', page.found, page.broken);
}

interface Link {
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  title: string;
  description: string;
  readonly status: ReadingStatus | undefined;
  readonly folder: string | undefined;
}

class Page {
  readonly found: FoundReference[] = [];
  readonly broken: UnplacedLine[] = [];
  readonly #text: string;
  /** Names of the folders that are open; an empty one for a list without a name. */
  readonly #folders: string[] = [];
  #depth = 0;
  #heading = '';
  #named = '';
  #status: ReadingStatus | undefined;
  #link: Link | undefined;
  #into: 'heading' | 'title' | 'description' | undefined;
  readonly #lineAt: (at: number) => number;

  constructor(text: string) {
    this.#text = text;
    this.#lineAt = lineCounter(text);
  }

  run(): void {
    const parser = new Parser({
      onopentag: (name, attributes) => {
        this.#depth += 1;
        if (this.#depth > MAX_DEPTH) parser.pause();
        else this.#open(name, attributes, parser.startIndex);
      },
      ontext: data => this.#take(data),
      onclosetag: name => {
        this.#depth -= 1;
        this.#close(name);
      },
    });
    parser.end(this.#text);
    this.#endLink();
    if (this.#depth <= MAX_DEPTH) return;
    const at = parser.startIndex;
    const reason = `Elements are nested more than ${MAX_DEPTH} deep. Nothing behind this line was read.`;
    this.broken.push(unplaced(this.#lineAt(at), this.#text.slice(at, at + 400), reason));
  }

  #open(name: string, attributes: Readonly<Record<string, string>>, at: number): void {
    if (name !== 'br' && this.#into === 'description') this.#into = undefined;
    if (name === 'a') {
      this.#endLink();
      const folder = this.#folders.findLast(each => each !== '');
      this.#link = {
        line: this.#lineAt(at),
        attributes,
        title: '',
        description: '',
        status: this.#status,
        folder,
      };
      this.#into = 'title';
    } else if (name === 'dd' && this.#link !== undefined) this.#into = 'description';
    else if (name === 'h1' || name === 'h3') {
      this.#endLink();
      this.#heading = '';
      this.#into = 'heading';
    } else if (name === 'dl') {
      this.#folders.push(this.#named);
      this.#named = '';
    }
  }

  #take(data: string): void {
    if (this.#into === 'heading') this.#heading += data;
    else if (this.#into !== undefined && this.#link !== undefined) this.#link[this.#into] += data;
  }

  #close(name: string): void {
    if (name === 'a' && this.#into === 'title') this.#into = undefined;
    else if (name === 'dl') {
      this.#endLink();
      this.#folders.pop();
    } else if ((name === 'h1' || name === 'h3') && this.#into === 'heading') this.#endHeading(name);
  }

  #endHeading(name: string): void {
    this.#into = undefined;
    const heading = this.#heading.trim();
    if (name === 'h3') this.#named = TOP_FOLDERS.has(heading.toLowerCase()) ? '' : heading;
    else if (heading === 'Unread') this.#status = 'unread';
    else if (heading === 'Read Archive') this.#status = 'read';
  }

  #endLink(): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#link = undefined;
    this.#into = undefined;
    const { line, attributes, title, description, folder } = link;
    const url = webAddressOf(attributes['href'] ?? '');
    const start = title.trim() === '' ? (attributes['href'] ?? '') : title;
    if (url === undefined) {
      // Browsers keep searches and scripts among their bookmarks.
      this.broken.push(unplaced(line, start, 'Its address is not one of the web.'));
      return;
    }
    const status = attributes['toread'] === '1' ? 'unread' : link.status;
    this.found.push({
      line,
      start,
      reference: {
        title: titleOfPage(title, url),
        url,
        status,
        tags: splitList(attributes['tags'], ','),
        collections: folder === undefined ? [] : [folder],
        notes: [description.trim()],
      },
    });
  }
}
