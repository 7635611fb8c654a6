import { selectAll, selectOne } from 'css-select';
import type { AnyNode, Document, Element } from 'domhandler';
import { getAttributeValue, textContent } from 'domutils';
import type { PrintedDate } from '../../../shared/domain/issued.ts';
import type { DigestHeader, ParsedDump } from '../../../shared/digest-format/types.ts';
import { lineIn, linesOf, parseHtml, type LineAt } from './html.ts';
import { fieldOf, listOf, parseJson, textOf } from './jsonFields.ts';
import { rootOf } from './markup.ts';
import { paperInMarkup, papersInMarkup } from './pageMarkup.ts';
import { referenceOfPaper } from './papersOfHuggingFace.ts';
import { oneLine, referencesToDump, type FoundReference } from './reference.ts';
import { dateOf } from './referenceDates.ts';
import type { FileReader } from './types.ts';

/**
 * A page of Hugging Face Papers as a browser saves it, whole or its HTML alone: the papers of a day, week or month, a
 * search, one paper. The page carries its data as JSON beside each part it draws (`data-props`); where that is lost, what
 * it draws is read. Takes every page, to say of others that they are none of these.
 */
export const savedPage: FileReader = { shape: 'saved-page', fits, read: readSavedPage };

const ELEMENTS = new Set([
  'html',
  'head',
  'body',
  'meta',
  'title',
  'link',
  'script',
  'main',
  'article',
  'div',
]);

function fits(text: string): boolean {
  const root = rootOf(text);
  return root !== undefined && (root.doctype === 'html' || ELEMENTS.has(root.element ?? ''));
}

/** Exported for mails that hold such a page. */
export function readSavedPage(html: string): ParsedDump {
  try {
    return readPage(html, 'as it is');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return noPapers(`it is a web page, but ${error.message}`);
  }
}

function readPage(html: string, how: 'as it is' | 'out of its source'): ParsedDump {
  const page = parseHtml(html);
  const source = how === 'as it is' ? sourceShown(page) : undefined;
  if (source !== undefined) return readPage(source, 'out of its source');
  const lineAt = linesOf(html);
  const found = [propsOf, papersInMarkup, paperInMarkup]
    .map(read => read(page, lineAt))
    .find(papers => papers.length > 0);
  if (found !== undefined) return referencesToDump('saved-page', found, [], headerOf(page, html));
  return noPapers(
    selectOne('[data-target="DailyPapers"], [data-target="PaperContent"]', page) !== null
      ? 'it is a page of Hugging Face Papers without any paper in it'
      : 'it is a web page, but none of Hugging Face Papers (the daily list, a search, a paper)',
  );
}

function noPapers(why: string): ParsedDump {
  return { kind: 'noPapers', reason: 'notADigest', why };
}

/** The source of a page that a browser showed and then saved: a table with a line in each row. */
function sourceShown(page: Document): string | undefined {
  const lines = selectAll<AnyNode, Element>('td.line-content', page);
  return lines.length === 0 ? undefined : lines.map(line => textContent(line)).join('\n');
}

/** The papers in the data of the page. A search has its results beside the papers of the day. */
function propsOf(page: Document, lineAt: LineAt): readonly FoundReference[] {
  const found: FoundReference[] = [];
  for (const element of selectAll<AnyNode, Element>('[data-target][data-props]', page)) {
    const target = getAttributeValue(element, 'data-target');
    if (target !== 'DailyPapers' && target !== 'PaperContent') continue;
    const parsed = parseJson(getAttributeValue(element, 'data-props') ?? '');
    if ('why' in parsed) continue;
    const line = lineAt(element.startIndex);
    for (const [place, entry] of entriesOf(target, parsed.value).entries()) {
      const reference = referenceOfPaper(entry);
      if (reference !== undefined) found.push({ reference, line, start: `paper ${place + 1} of the page` });
    }
  }
  return found;
}

function entriesOf(target: 'DailyPapers' | 'PaperContent', props: unknown): readonly unknown[] {
  if (target === 'PaperContent') {
    const paper = fieldOf(props, 'paper');
    const comments = listOf(fieldOf(props, 'comments')).filter(each => fieldOf(each, 'type') === 'comment');
    return paper === undefined ? [] : [{ paper, numComments: comments.length }];
  }
  const results = listOf(fieldOf(props, 'searchResults'));
  return results.length > 0 ? results : listOf(fieldOf(props, 'dailyPapers'));
}

/** The title of the page, and its day, which stands in its address. */
function headerOf(page: Document, html: string): DigestHeader {
  const title = lineIn(selectOne<AnyNode, Element>('title', page));
  const date =
    addressesOf(page, html)
      .map(dayIn)
      .find(day => day !== undefined) ?? dayInProps(page);
  return { ...(date !== undefined && { date }), lines: title === '' ? [] : [title] };
}

const MAX_ADDRESS_LENGTH = 2_000;

/** Where the page was: as the browser noted it, and as the page says. */
function addressesOf(page: Document, html: string): readonly string[] {
  const saved = /<!--\s*saved from url=\(\d+\)(\S{1,2000})/u.exec(html.slice(0, 10_000))?.[1];
  const canonical = selectOne<AnyNode, Element>('link[rel="canonical"]', page);
  const shared = selectOne<AnyNode, Element>('meta[property="og:url"]', page);
  return [saved, canonical?.attribs['href'], shared?.attribs['content']].flatMap(
    address => address?.slice(0, MAX_ADDRESS_LENGTH) ?? [],
  );
}

function dayIn(address: string): PrintedDate | undefined {
  const day = /\/papers(?:\/date\/|\?(?:[^#]*&)?date=)(\d{4}-\d{2}-\d{2})(?!\d)/u.exec(address)?.[1];
  return wholeDay(day);
}

function dayInProps(page: Document): PrintedDate | undefined {
  const props = selectOne<AnyNode, Element>('[data-target="DailyPapers"]', page)?.attribs['data-props'];
  const parsed = props === undefined ? undefined : parseJson(props);
  if (parsed === undefined || 'why' in parsed || textOf(fieldOf(fieldOf(parsed.value, 'query'), 'q')))
    return undefined;
  const date = fieldOf(fieldOf(parsed.value, 'query'), 'date') ?? fieldOf(parsed.value, 'dateString');
  return wholeDay(textOf(date)?.slice(0, 10));
}

function wholeDay(text: string | undefined): PrintedDate | undefined {
  const { year, month, day } = dateOf(oneLine(text ?? '')) ?? {};
  return month === undefined || day === undefined
    ? undefined
    : { ...(year !== undefined && { year }), month, day };
}
