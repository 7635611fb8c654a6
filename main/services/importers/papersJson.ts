import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { fieldOf, jsonItems, listIn, parseJson, textIn, type JsonItem } from './jsonItems.ts';
import { opening } from './opening.ts';
import { referenceOfPaper } from './papersOfHuggingFace.ts';
import { referencesToDump, startOf, unplaced, type FoundReference } from './reference.ts';
import type { FileReader } from './types.ts';

/**
 * Answers of Hugging Face: `/api/daily_papers` and `/api/papers/search?q=` (lists whose entries wrap a paper),
 * `/api/papers/ID` (a paper), and lists of papers under a name, as programs that fetch them keep them.
 */
export const papersJson: FileReader = { shape: 'papers-json', fits, read: readPapersJson };

/** Names under which a list of papers stands in an object; of a search page, its results come before the day's papers. */
const LISTS = ['searchResults', 'dailyPapers', 'papers', 'results', 'items', 'data'];

function fits(text: string): boolean {
  const start = opening(text);
  if (!/^[[{]/u.test(start)) return false;
  if (/"(?:paper|dailyPapers|searchResults)"\s*:\s*[[{]/u.test(start)) return true;
  if (/"(?:upvotes|submittedOnDailyAt|submittedOnDailyBy|ai_summary)"\s*:/u.test(start)) return true;
  return (
    /"authors"\s*:\s*\[\s*\{\s*"(?:_id|name|hidden)"\s*:/u.test(start) && /"id"\s*:\s*"\d{4}\.\d/u.test(start)
  );
}

function readPapersJson(text: string): ParsedDump {
  const items = jsonItems(text);
  if (items !== undefined) return papersOfItems(items);
  const parsed = parseJson(text);
  if ('why' in parsed) {
    const why = `${parsed.why.replace(/^Its/u, 'its').replace(/\.$/u, '')} (line ${parsed.line})`;
    return { kind: 'noPapers', reason: 'notADigest', why };
  }
  return papersOfValue(parsed.value);
}

/** Papers in a value of JSON: a list under one of the known names, or one paper. */
function papersOfValue(value: unknown): ParsedDump {
  for (const name of LISTS) {
    const list = listIn(fieldOf(value, name));
    if (list.length > 0) {
      return papersOfItems(
        list.map((item, at) => ({ value: item, line: 1, text: `${name}: entry ${at + 1}` })),
      );
    }
  }
  const error = textIn(fieldOf(value, 'error'));
  if (error !== undefined) {
    const why = `it holds an error that Hugging Face answered: “${startOf(error)}”`;
    return { kind: 'noPapers', reason: 'notADigest', why };
  }
  const one = { value, line: 1, text: 'the whole file' };
  return papersOfItems(LISTS.some(name => fieldOf(value, name) !== undefined) ? [] : [one]);
}

function papersOfItems(items: readonly JsonItem[]): ParsedDump {
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  for (const { value, line, text, broken: reason } of items) {
    const reference = reason === undefined ? referenceOfPaper(value) : undefined;
    if (reference !== undefined) found.push({ reference, line, start: startOf(text) });
    else broken.push(unplaced(line, text, reason ?? 'This is no paper: it has neither an id nor a title.'));
  }
  if (items.length === 0) {
    return { kind: 'noPapers', reason: 'notADigest', why: 'its list of papers is empty' };
  }
  return referencesToDump('papers-json', found, broken);
}
