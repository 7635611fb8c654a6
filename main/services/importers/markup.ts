import { opening } from './opening.ts';

/** What a text in HTML or XML begins with: the name in its document type, and its first element, in lower case. */
export interface Root {
  readonly doctype?: string;
  readonly element?: string;
}

/** Behind white space, declarations and comments; undefined for a text that is no markup. Looks at its opening alone. */
export function rootOf(text: string): Root | undefined {
  const start = opening(text);
  let doctype: string | undefined;
  let at = 0;
  while (start[at] === '<') {
    const end = endOfProlog(start, at);
    if (end === undefined) {
      const element = /^<([a-z][\w:.-]*)/iu.exec(start.slice(at, at + 100))?.[1]?.toLowerCase();
      if (element === undefined && doctype === undefined) return undefined;
      return { ...(doctype !== undefined && { doctype }), ...(element !== undefined && { element }) };
    }
    doctype ??= /^<!doctype\s+([\w:.-]+)/iu.exec(start.slice(at, at + 100))?.[1]?.toLowerCase();
    at = end;
    while (/\s/u.test(start[at] ?? '')) at += 1;
  }
  return doctype === undefined ? undefined : { doctype };
}

/** Where a declaration, comment or document type that begins at `at` ends; undefined when there is none. */
function endOfProlog(start: string, at: number): number | undefined {
  if (start.startsWith('<?', at)) return behind(start, '?>', at) ?? start.length;
  if (start.startsWith('<!--', at)) return behind(start, '-->', at) ?? start.length;
  if (!/^<!doctype/iu.test(start.slice(at, at + 9))) return undefined;
  const simple = behind(start, '>', at) ?? start.length;
  const bracket = start.indexOf('[', at);
  if (bracket < 0 || bracket > simple) return simple;
  const subset = behind(start, ']', bracket);
  return subset === undefined ? start.length : (behind(start, '>', subset) ?? start.length);
}

function behind(text: string, sign: string, from: number): number | undefined {
  const at = text.indexOf(sign, from);
  return at < 0 ? undefined : at + sign.length;
}
