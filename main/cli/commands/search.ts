import { EXIT, UsageError } from '../failure.ts';
import { matchPapers } from '../matchPapers.ts';
import { note } from '../output.ts';
import { LIST_OPTIONS, printPapers } from '../papers.ts';
import { readLibrary } from '../readLibrary.ts';
import type { CommandSpec } from '../spec.ts';

export const search: CommandSpec = {
  name: 'search',
  takes: 'QUERY... [OPTION...]',
  summary: 'print the papers that a query finds, best first',
  details: `The query is the one of the search field: words and beginnings of words, "phrases",
title: author: venue: abstract: note: tag: key:, is:unread has:note year:2023..2025 listed:>2
in:(Apr 23), OR, parentheses, and a minus in front of what must not be there. Put
it in single quotes. It is looked up word by word, without the index of the app:
typing errors and other forms of a word are not forgiven.`,
  options: LIST_OPTIONS,
  completes: 'nothing',
  async run(given, context) {
    const query = given.positionals.join(' ');
    if (query.trim() === '') throw new UsageError('No query was given.');
    const { library } = await readLibrary(context);
    const { papers, notKnown } = matchPapers(library, query);
    for (const meaning of notKnown) note(context, `pandect: ${meaning}`);
    printPapers(context, given, library.state, papers);
    return EXIT.done;
  },
};
