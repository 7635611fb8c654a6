import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { jsonElements, type JsonElement } from './jsonElements.ts';
import { fieldOf, parseJson, textOf } from './jsonFields.ts';
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
  const elements = jsonElements(text, LISTS);
  if (elements !== undefined) return papersOf(elements);
  const parsed = parseJson(text);
  if ('why' in parsed) {
    const why = parsed.why.replace(/^Its/u, 'its').replace(/\.$/u, '');
    return noPapers(`${why} (line ${parsed.line})`);
  }
  const error = textOf(fieldOf(parsed.value, 'error'));
  if (error !== undefined)
    return noPapers(`it holds an error that Hugging Face answered: “${startOf(error)}”`);
  return papersOf([{ kind: 'value', value: parsed.value, line: 1, start: 'the whole file' }]);
}

function papersOf(elements: Iterable<JsonElement>): ParsedDump {
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  for (const element of elements) {
    const { line, start } = element;
    const reference = element.kind === 'value' ? referenceOfPaper(element.value) : undefined;
    if (reference !== undefined) found.push({ reference, line, start: startOf(start) });
    else broken.push(unplaced(line, start, element.kind === 'broken' ? element.reason : NO_PAPER));
  }
  if (found.length === 0 && broken.length === 0) return noPapers('its list of papers is empty');
  return referencesToDump('papers-json', found, broken);
}

const NO_PAPER = 'This is no paper: it has neither an id nor a title.';

function noPapers(why: string): ParsedDump {
  return { kind: 'noPapers', reason: 'notADigest', why };
}
