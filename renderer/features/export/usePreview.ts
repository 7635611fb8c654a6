import { useEffect, useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { buildBibtex, type BibtexOptions } from '../../hooks/bibtex.ts';
import { useApp } from '../../hooks/useApp.ts';

/** How many entries the preview shows. */
export const PREVIEWED = 20;

/** The start of the file as it will be written; empty until it is made. */
export function usePreview(papers: readonly PaperId[], options: BibtexOptions): string {
  const { library } = useApp();
  const [preview, setPreview] = useState('');
  useEffect(() => {
    const stop = new AbortController();
    buildBibtex(library, papers.slice(0, PREVIEWED), options, stop.signal).then(setPreview, error => {
      if (!stop.signal.aborted) setPreview(error instanceof Error ? error.message : String(error));
    });
    return () => stop.abort();
  }, [library, papers, options]);
  return preview;
}
