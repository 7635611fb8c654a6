import { isMap, parseDocument } from 'yaml';

/** The front matter of a page of a paper, and where it ends; or, in a sentence, why it can't be read. */
export type FrontMatter =
  | {
      readonly kind: 'read';
      /** Behind it, in characters. */
      readonly end: number;
      /** A value that is one text; undefined for none, or an empty one. */
      readonly text: (name: string) => string | undefined;
      /** A list of texts, or one. */
      readonly texts: (name: string) => readonly string[];
    }
  | { readonly kind: 'broken'; readonly end: number; readonly reason: string };

/** Longer front matter is nobody's. */
const MAX_LENGTH = 200_000;
const START = /^\ufeff?---[ \t]*\r?\n/u;
const END = /\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/u;

/** Undefined where a text has no front matter with a title and a citation key. Looks at a bounded part of it. */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const block = blockOf(text);
  return block === undefined ? undefined : { ...parsed(block.yaml), end: block.end };
}

/** The same without reading it. */
export function hasFrontMatter(text: string): boolean {
  return blockOf(text) !== undefined;
}

function blockOf(text: string): { readonly yaml: string; readonly end: number } | undefined {
  const start = START.exec(text.slice(0, 100))?.[0].length;
  if (start === undefined) return undefined;
  const block = text.slice(start - 1, start + MAX_LENGTH);
  const end = END.exec(block);
  if (end === null) return undefined;
  const yaml = block.slice(1, end.index + 1);
  if (!/^["']?title["']?[ \t]*:/mu.test(yaml) || !/^["']?citekey["']?[ \t]*:/mu.test(yaml)) return undefined;
  return { yaml, end: start - 1 + end.index + end[0].length };
}

/** The library compares each key with all others; `parsed` does that in one go. */
const OPTIONS = {
  schema: 'failsafe',
  uniqueKeys: false,
  logLevel: 'silent',
  prettyErrors: false,
} as const;

/** YAML 1.2 of texts, lists and maps alone: no other types, no tags, no aliases. */
function parsed(yaml: string): FrontMatter {
  const broken = (why: string): FrontMatter => ({
    kind: 'broken',
    end: 0,
    reason: `Its front matter is no YAML that is read here: ${why}.`,
  });
  try {
    const document = parseDocument(yaml, OPTIONS);
    const [error] = document.errors;
    if (error !== undefined) return broken(error.message.split('\n', 1)[0]!.replace(/\.$/u, ''));
    const fields: unknown = document.toJS({ mapAsMap: true, maxAliasCount: 0 });
    if (!(fields instanceof Map)) return broken('it has no fields');
    if (isMap(document.contents) && document.contents.items.length > fields.size) {
      return broken('a field stands in it twice');
    }
    const valueOf = (name: string): unknown => (fields as Map<unknown, unknown>).get(name);
    return {
      kind: 'read',
      end: 0,
      text: name => textOf(valueOf(name)),
      texts: name => {
        const value = valueOf(name);
        return (Array.isArray(value) ? value : [value]).flatMap(each => textOf(each) ?? []);
      },
    };
  } catch (error) {
    return broken(
      error instanceof Error ? error.message.split('\n', 1)[0]!.replace(/\.$/u, '') : 'it breaks off',
    );
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Abstract and note of a page: what stands under the heading "Abstract" up to the next one, and all behind it. */
export function pageBody(below: string): { readonly abstract: string; readonly note: string } {
  const lines = below.replace(/\r\n?/gu, '\n').replace(/^\n+/u, '').split('\n');
  let at = lines[0]?.startsWith('# ') === true ? 1 : 0;
  const skipBlank = (): void => {
    while (at < lines.length && lines[at]!.trim() === '') at += 1;
  };
  skipBlank();
  const abstract: string[] = [];
  if (/^## Abstract\s*$/u.test(lines[at] ?? '')) {
    at += 1;
    while (at < lines.length && !/^#{1,6} /u.test(lines[at]!)) {
      abstract.push(lines[at]!);
      at += 1;
    }
  }
  skipBlank();
  if (/^## Note\s*$/u.test(lines[at] ?? '')) at += 1;
  return { abstract: abstract.map(plainLine).join('\n'), note: lines.slice(at).join('\n') };
}

/** Takes back what `toMarkdown` does: links in angle brackets, backslashes before signs. */
function plainLine(line: string): string {
  return line.replace(
    /<(https?:\/\/[^\s<>]+)>|\\([!-/:-@[-`{-~])/giu,
    (_, url?: string, sign?: string) => url ?? sign ?? '',
  );
}
