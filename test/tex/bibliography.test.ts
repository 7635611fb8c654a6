import { beforeAll, describe, expect, test } from 'vitest';
import { citeAtOnce } from '../../renderer/hooks/citePapers.ts';
import { biblatex } from '../../shared/citation/biblatex.ts';
import { bibtex } from '../../shared/citation/bibtex.ts';
import type { CitedPaper } from '../../shared/citation/cited.ts';
import { writeText, type Format } from '../../shared/citation/format.ts';
import { authorsOf } from '../../shared/citation/publication.ts';
import { parseDump } from '../../shared/digest-format/parseDump.ts';
import { authorName } from '../../shared/domain/authorNames.ts';
import type { DigestId, PaperId } from '../../shared/domain/ids.ts';
import { toPlainLine } from '../../shared/citation/plainText.ts';
import { MemoryLibrary } from '../../shared/library/memory.ts';
import { planCommand } from '../../shared/library/planCommand.ts';
import { inventedDumps, realDumps, whyNoRealDumps } from '../support/dumps.ts';
import { HOSTILE_PAPERS } from '../unit/citation/hostilePapers.ts';
import { importOf } from '../unit/library/invented.ts';
import { typeset, whyNoTex } from './typeset.ts';

const missing = whyNoTex();
if (missing !== undefined) console.log(`TeX is not complete: ${missing}`);
const EVERYTHING = { abstracts: 'included', notes: 'included' };

/** The papers of five dumps as the program cites them: the real ones where they are, else invented ones. */
async function importedPapers(): Promise<readonly CitedPaper[]> {
  const library = new MemoryLibrary({}, { abstracts: 'held' });
  for (const { name, content } of whyNoRealDumps() ? inventedDumps() : await realDumps()) {
    const dump = parseDump(Buffer.from(content).toString('utf8'));
    for (const [place, parsed] of (dump.kind === 'digests' ? dump.digests : []).entries()) {
      const id = `${name} ${place}` as DigestId;
      library.applyPatches(planCommand(library.state, importOf(id, parsed, { file: name })));
    }
  }
  const papers = [...library.state.papers.values()];
  // Some have been rekeyed, so that there are aliases to cite.
  const rekey = { papers: papers.slice(0, 20).map(({ id }): PaperId => id), pattern: '[title:2]:[year]' };
  library.applyPatches(planCommand(library.state, { name: 'rekeyPapers', ...rekey }));
  const cited = citeAtOnce(library.state, [...library.state.papers.values()], {
    abstracts: 'included',
    notes: 'included',
  });
  return cited.map(each => ({ ...each, abstract: library.rows('abstracts').get(each.paper.id)?.text ?? '' }));
}

/** Lines that complain, but for those about authors and years that digests don't give. */
function complaints(log: string): string[] {
  return (
    log
      .split('\n')
      .filter(line => /^(?:Warning--|WARN|ERROR|!|.*\bWARN - |.*\bERROR - )|Warning: /u.test(line))
      .filter(line => !/empty (?:author|year)|need author|missing (?:author|year|date)/iu.test(line))
      // Biber's guess at a line of a note that looks like a field.
      .filter(line => !line.includes('possible runaway string'))
      // LaTeX on its fonts and labels, not on an entry.
      .filter(line => !/Font (?:shape|Warning)|Label\(s\) may have changed/u.test(line))
  );
}

/** Has a title that the library would take, and letters that pdfLaTeX has; Greek ones of names are left to other fonts. */
function isPrintable({ paper, digestNames }: CitedPaper, { prints }: Pick<Format, 'prints'>): boolean {
  const names = authorsOf(paper).map(authorName);
  return (
    toPlainLine(paper.title) !== '' &&
    !names.some(name => /\p{Script=Greek}/u.test(name)) &&
    [paper.title, paper.venue ?? '', ...names, ...digestNames].every(text => prints?.(text))
  );
}

const keysOf = (papers: readonly CitedPaper[]): string[] => papers.map(({ paper }) => paper.citationKey);

describe.skipIf(missing)(`a document that cites everything${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let papers: readonly CitedPaper[];
  beforeAll(async () => {
    papers = await importedPapers();
    expect(papers).toHaveLength(290);
  });

  test.each(['plain', 'alpha', 'abbrv', 'unsrt', 'apalike'])(
    'compiles with bibtex and the style %s',
    style => {
      const keys = keysOf(papers);
      const bibliography = writeText(bibtex, papers, EVERYTHING);
      const { log, bibliographyLog, entries } = typeset({ bibliography, keys, program: 'bibtex', style });
      expect(entries).toBe(290);
      expect(complaints(bibliographyLog)).toEqual([]);
      expect(complaints(log)).toEqual([]);
    },
  );

  test.each(['numeric', 'alphabetic', 'authoryear', 'authortitle'])(
    'compiles with biber and the style %s, former keys among the cited',
    style => {
      const keys = [...keysOf(papers), ...papers.flatMap(({ formerKeys = [] }) => formerKeys)];
      expect(keys.length).toBeGreaterThan(290);
      const bibliography = writeText(biblatex, papers, EVERYTHING);
      const { log, bibliographyLog, entries } = typeset({ bibliography, keys, program: 'biber', style });
      expect(entries).toBe(290);
      expect(complaints(bibliographyLog)).toEqual([]);
      expect(complaints(log)).toEqual([]);
    },
  );

  test.each([
    ['bibtex', bibtex, 'plain'],
    ['biber', biblatex, 'alphabetic,giveninits=true'],
  ] as const)('prints hostile titles and names with %s, and obeys none', (program, format, style) => {
    const hostile = HOSTILE_PAPERS.filter(cited => isPrintable(cited, format)).slice(0, 1_000);
    const bibliography = writeText(format, hostile, EVERYTHING);
    const { log, bibliographyLog, entries } = typeset({
      bibliography,
      keys: keysOf(hostile),
      program,
      style,
    });
    expect(entries).toBe(hostile.length);
    expect(complaints(bibliographyLog)).toEqual([]);
    expect(complaints(log)).toEqual([]);
  });
});
