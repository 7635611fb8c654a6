import { useEffect, useState } from 'react';
import { countLacks, describeLacks, type Lacks } from '../../../shared/citation/preflight.ts';
import type { Format } from '../../../shared/citation/format.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { createPace } from '../../hooks/pace.ts';
import { useApp } from '../../hooks/useApp.ts';

/** Papers looked at before the page may paint. */
const AT_ONCE = 500;

/** What the export of these papers will lack, in a sentence; empty until they are counted. */
export function useLacks(papers: readonly PaperId[], format: Format): string {
  const { library } = useApp();
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    const stop = new AbortController();
    const count = async () => {
      const pace = createPace(stop.signal);
      let lacks: Lacks = countLacks([], format);
      for (let at = 0; at < papers.length; at += AT_ONCE) {
        const some = papers.slice(at, at + AT_ONCE).flatMap(id => library.state.papers.get(id) ?? []);
        lacks = countLacks(some, format, lacks);
        await pace();
      }
      setSentence(describeLacks(lacks, format));
    };
    // It only ever stops because it is no longer wanted.
    count().catch(() => undefined);
    return () => stop.abort();
  }, [library, papers, format]);
  return sentence;
}
