import { useEffect, useState } from 'react';
import type { KeyPattern } from '../../../shared/citation/keyPattern.ts';
import type { CitationKey, PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { Rekeyer } from '../../../shared/library/plan/rekeying.ts';
import type { Library } from '../../data/types.ts';
import { createPace } from '../../hooks/pace.ts';
import { useApp } from '../../hooks/useApp.ts';

/** How many new keys are shown. */
const SHOWN = 100;
/** Papers whose keys are worked out before the page may paint. */
const AT_ONCE = 50;

/** A paper that would get another key. */
export interface KeyChange {
  readonly paper: Paper;
  readonly to: CitationKey;
}

/** What a pattern would do: which papers get other keys, the first of them by name. */
export interface KeyPreview {
  readonly changed: readonly PaperId[];
  readonly shown: readonly KeyChange[];
}

/** What the pattern would do to these papers; undefined while it is worked out, or without a pattern. */
export function useKeyPreview(
  papers: readonly PaperId[],
  pattern: KeyPattern | undefined,
): KeyPreview | undefined {
  const { library } = useApp();
  const [made, setMade] = useState<{ readonly of: unknown; readonly preview: KeyPreview }>();
  useEffect(() => {
    if (pattern === undefined) return undefined;
    const stop = new AbortController();
    workOut(library, papers, pattern, stop.signal).then(
      preview => setMade({ of: pattern, preview }),
      // It only ever stops because it is no longer wanted.
      () => undefined,
    );
    return () => stop.abort();
  }, [library, papers, pattern]);
  return made !== undefined && made.of === pattern ? made.preview : undefined;
}

async function workOut(
  library: Library,
  ids: readonly PaperId[],
  pattern: KeyPattern,
  signal: AbortSignal,
): Promise<KeyPreview> {
  const pace = createPace(signal);
  const papers = ids.flatMap(id => library.state.papers.get(id) ?? []).sort((a, b) => a.serial - b.serial);
  const rekeyer = new Rekeyer(library.state, pattern);
  const changed: PaperId[] = [];
  const shown: KeyChange[] = [];
  for (const [place, paper] of papers.entries()) {
    const to = rekeyer.keyFor(paper);
    if (to !== paper.citationKey) {
      changed.push(paper.id);
      if (shown.length < SHOWN) shown.push({ paper, to });
    }
    if (place % AT_ONCE === 0) await pace();
  }
  signal.throwIfAborted();
  return { changed, shown };
}
