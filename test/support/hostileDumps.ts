import type { TestFile } from './app.ts';
import { PAYLOADS } from './hostilePayloads.ts';

const ABSTRACT =
  'We study what is written on the walls of quiet harbours and show that it is text, whatever it says.';

/** A daily page with every payload as title, abstract, organisation, author count, and once in the page's own lines. */
export function hostilePage(): TestFile {
  const papers = PAYLOADS.map(({ text }, at) =>
    [
      `Invented Paper ${at} about ${onOneLine(text)}`,
      `The abstract says ${text} and goes on, as abstracts do. See https://example.org/${at} for more.`,
      at % 4 === 0
        ? `  • ${onOneLine(text)} authors\n·\nOct 9, 2025`
        : `harbour ${onOneLine(text)}\n·\nFeb 4 3`,
    ].join('\n\n'),
  );
  const head = ['new', 'Get trending papers in your email inbox!', 'Subscribe', 'Daily Papers'];
  return {
    name: 'daily <img src=x onerror=__ran=-1>.txt',
    content: [...head, 'by<b onclick=__ran=-1>AK</b> and the research community', 'May 7', ...papers].join(
      '\n\n',
    ),
  };
}

/** Search pages with payloads as file names, as whole titles, and in stray lines. */
export function hostileFiles(): readonly TestFile[] {
  return inNames().map((name, at) => {
    const papers = PAYLOADS.slice(at * PER_FILE, (at + 1) * PER_FILE).map(
      ({ text }) => `${onOneLine(text)}\n${ABSTRACT}\n${text}\n`,
    );
    return {
      name: `${name}.txt`,
      content: `Get trending papers in your email inbox!\nSubscribeWriting on Harbour Walls\n${ABSTRACT}\n${papers.join('')}`,
    };
  });
}

/** Files that are no digests, whose refusal shows their name. */
export function refusedFiles(): readonly TestFile[] {
  return inNames().map(name => ({ name: `refused ${name}.txt`, content: '' }));
}

/** Names that hold every payload short enough for one, several to a name: names can have 200 characters. */
export function hostileNames(): readonly string[] {
  const names: string[] = [];
  for (const { text } of PAYLOADS) {
    const line = onOneLine(text);
    if (line.length > LONGEST_NAME) continue;
    const last = names.at(-1);
    if (last === undefined || last.length + 1 + line.length > LONGEST_NAME) names.push(line);
    else names[names.length - 1] = `${last} ${line}`;
  }
  return names;
}

const LONGEST_NAME = 199;

/** As it can stand in a title. */
export function onOneLine(text: string): string {
  return text.replace(/[\n\r\u2028\u2029\u0085\f\t]+/gu, ' ');
}

/** Many payloads to a name, so that every one stands in one and there are few files. */
const PER_FILE = 15;
const LONGEST_IN_NAME = 60;

function inNames(): readonly string[] {
  const texts = PAYLOADS.map(({ text }) => onOneLine(text).slice(0, LONGEST_IN_NAME));
  const count = Math.ceil(texts.length / PER_FILE);
  return Array.from({ length: count }, (_, at) => texts.slice(at * PER_FILE, (at + 1) * PER_FILE).join(' '));
}
