import type { Document, Element } from 'domhandler';
import type { PrintedDate } from '../../../shared/domain/issued.ts';
import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { referenceOfEntry } from './feedEntry.ts';
import { linesOf, parseXml } from './html.ts';
import { rootOf } from './markup.ts';
import { opening } from './opening.ts';
import { referencesToDump, unplaced, type FoundReference } from './reference.ts';
import { dateOf } from './referenceDates.ts';
import type { FileReader } from './types.ts';
import { childOf, childrenOf, elementsIn, textOf } from './xmlElements.ts';

/**
 * Atom (RFC 4287; so does arXiv's API answer), RSS 2.0 and RSS 1.0, of arXiv and of anybody whose entries are papers. What a
 * feed defines for itself is never followed.
 */
export const feed: FileReader = { shape: 'feed', fits, read: readFeed };

function fits(text: string): boolean {
  const element = rootOf(text)?.element ?? '';
  if (element === 'rdf:rdf') return opening(text).includes('http://purl.org/rss/1.0/');
  return element === 'rss' || /^(?:[\w-]+:)?feed$/u.test(element);
}

function readFeed(text: string): ParsedDump {
  // The parser expands none, so this is a matter of honesty: such a feed is not what it shows.
  if (/<!ENTITY\s/iu.test(text))
    return noPapers('it is a feed that defines texts of its own, which are never followed');
  try {
    return papersOf(parseXml(text), text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return noPapers(`it is a feed, but ${error.message}`);
  }
}

function noPapers(why: string): ParsedDump {
  return { kind: 'noPapers', reason: 'notADigest', why };
}

function papersOf(document: Document, text: string): ParsedDump {
  const root = elementsIn(document)[0];
  if (root === undefined) return noPapers('it is a feed that breaks off before anything is in it');
  const channel = childOf(root, 'channel') ?? root;
  const entries = [...childrenOf(channel, 'item'), ...(channel === root ? [] : childrenOf(root, 'item'))];
  const all = entries.length > 0 ? entries : childrenOf(root, 'entry');
  if (all.length === 0) return noPapers('it is a feed without entries');
  const lineAt = linesOf(text);
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  for (const entry of all) {
    const line = lineAt(entry.startIndex);
    const title = textOf(childOf(entry, 'title')) ?? '';
    const id = textOf(childOf(entry, 'id')) ?? '';
    // arXiv says so in an entry, with its reason for a summary.
    if (/arxiv\.org\/api\/errors/iu.test(id)) {
      broken.push(
        unplaced(line, title, `arXiv answered: ${textOf(childOf(entry, 'summary')) ?? 'an error'}`),
      );
    } else found.push({ reference: referenceOfEntry(entry), line, start: title === '' ? id : title });
  }
  const date = dayOf(channel);
  return referencesToDump('feed', found, broken, {
    ...(date !== undefined && { date }),
    lines: [textOf(childOf(channel, 'title'))].filter(each => each !== undefined),
  });
}

/** The day on which the feed was made. */
function dayOf(channel: Element): PrintedDate | undefined {
  const names = ['pubDate', 'lastBuildDate', 'updated', 'dc:date'];
  const told = names.map(name => textOf(childOf(channel, name))).find(text => text !== undefined);
  const { year, month, day } = dateOf(told) ?? {};
  return year === undefined || month === undefined || day === undefined ? undefined : { year, month, day };
}
