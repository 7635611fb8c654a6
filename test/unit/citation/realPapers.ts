import type { CitedPaper } from '../../../shared/citation/cited.ts';
import { parseDump } from '../../../shared/digest-format/parseDump.ts';
import { normaliseTitle } from '../../../shared/domain/title.ts';
import { realDumps } from '../../support/dumps.ts';
import { citedPapers } from './citedPapers.ts';

/** The papers of the real dumps, each once, with their abstracts. */
export async function realPapers(): Promise<readonly CitedPaper[]> {
  const byTitle = new Map<string, { title: string; abstract: string }>();
  for (const { content } of await realDumps()) {
    const dump = parseDump(Buffer.from(content).toString('utf8'));
    const listings = dump.kind === 'digests' ? dump.digests.flatMap(digest => digest.listings) : [];
    for (const { title, abstract } of listings) byTitle.set(normaliseTitle(title), { title, abstract });
  }
  return citedPapers([...byTitle.values()]);
}
