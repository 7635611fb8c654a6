import type { Author } from '../../../shared/domain/author.ts';
import { texToText } from './bibtexText.ts';
import { bodyOf, personOf } from './referenceAuthors.ts';

const MAX_LENGTH = 200_000;
/** A piece in braces, an escaped sign, a comma, white space, or anything else, at the depth of 0. */
const WORD = /^(?:and)$/iu;

/**
 * The authors of a BibTeX name list, by its rules ("Names" in Markey's Tame the BeaST): `von Last, First`,
 * `von Last, Jr, First` or `First von Last`, parted by `and`; what stands in braces is not taken apart, and a name
 * wholly in braces is nobody's family name. Also biblatex's `family=…, given=…`. `others` is none.
 */
export function bibtexNames(list: string): readonly (Author | undefined)[] {
  if (list.length > MAX_LENGTH) return [];
  const names: (readonly string[])[] = [];
  let name: string[] = [];
  for (const word of [...words(list), 'and']) {
    if (!WORD.test(word)) name.push(word);
    else if (name.length > 0) {
      names.push(name);
      name = [];
    }
  }
  return names.filter(([first, ...rest]) => rest.length > 0 || first !== 'others').map(nameOf);
}

/** Words at the depth of 0; a comma is a word of its own. */
function words(list: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  const end = (at: number): void => {
    if (at > from) found.push(list.slice(from, at));
    from = at + 1;
  };
  for (let at = 0; at < list.length; at += 1) {
    const sign = list[at] ?? '';
    if (sign === '\\') at += 1;
    else if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (depth <= 0 && sign === ',') {
      end(at);
      found.push(',');
    } else if (depth <= 0 && (sign === '~' || sign.trim() === '')) end(at);
  }
  end(list.length);
  return found;
}

function nameOf(name: readonly string[]): Author | undefined {
  const parts: string[][] = [[]];
  for (const word of name) {
    if (word === ',') parts.push([]);
    else parts.at(-1)?.push(word);
  }
  const [first = [], second, third] = parts;
  if (first[0]?.includes('=')) return extendedName(parts);
  if (second === undefined) return uncommaed(first);
  if (third === undefined) return personOf(plain(first), plain(second));
  const suffix = plain(second);
  const given = plain(third);
  return personOf(plain(first), given === '' ? suffix : `${given}, ${suffix}`);
}

function uncommaed(name: readonly string[]): Author | undefined {
  const [only = ''] = name;
  if (name.length === 1) {
    return /^\{(?!\\)/u.test(only) && only.endsWith('}')
      ? bodyOf(plain(name))
      : personOf(plain(name), undefined);
  }
  const von = name.findIndex((word, at) => at > 0 && at < name.length - 1 && /^\p{Ll}/u.test(word));
  const start = von < 0 ? name.length - 1 : von;
  return personOf(plain(name.slice(start)), plain(name.slice(0, start)));
}

/** `family=Lake, given=Ada, prefix=van der`, the "extended name format" of biblatex's manual. */
function extendedName(parts: readonly (readonly string[])[]): Author | undefined {
  const named = new Map(
    parts.map(words => {
      const [name = '', ...value] = words.join(' ').split('=');
      return [name.trim().toLowerCase(), texToText(value.join('=').replace(/"/gu, '')).trim()] as const;
    }),
  );
  const family = [named.get('prefix'), named.get('family')].filter(Boolean).join(' ');
  return personOf(family, [named.get('given'), named.get('suffix')].filter(Boolean).join(', '));
}

function plain(words: readonly string[]): string {
  return texToText(words.join(' '));
}
