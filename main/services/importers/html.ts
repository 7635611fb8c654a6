import { DomHandler, type Document, type Element } from 'domhandler';
import { textContent } from 'domutils';
import { Parser } from 'htmlparser2';
import { oneLine } from './reference.ts';

/** Pages run some fifty elements deep; what runs deeper than this is made to break its reader. */
const MAX_DEPTH = 1_000;
const TOO_DEEP = 'its elements are nested too deeply';

class ShallowHandler extends DomHandler {
  override onopentag(name: string, attributes: Record<string, string>): void {
    if (this.tagStack.length > MAX_DEPTH) throw new RangeError(TOO_DEEP);
    super.onopentag(name, attributes);
  }
}

/** The tree of a page: nothing in it is run or fetched. Throws a `RangeError` that says so when it is nested too deeply. */
export function parseHtml(html: string): Document {
  const handler = new ShallowHandler(undefined, { withStartIndices: true });
  new Parser(handler, { decodeEntities: true }).end(html);
  return handler.root;
}

/** The tree of a text in XML, as far as it can be read; of references only XML's own five and numbers are replaced. Throws likewise. */
export function parseXml(xml: string): Document {
  const handler = new ShallowHandler(undefined, { withStartIndices: true, xmlMode: true });
  new Parser(handler, { decodeEntities: true, xmlMode: true }).end(xml);
  return handler.root;
}

/** What an element says, on one line. */
export function lineIn(element: Element | null | undefined): string {
  return element ? oneLine(textContent(element)) : '';
}

/** A place in a text, in characters, to its line, counted from 1. */
export type LineAt = (index: number | null) => number;

/** Finds lines of one text. */
export function linesOf(text: string): LineAt {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return index => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < (index ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
