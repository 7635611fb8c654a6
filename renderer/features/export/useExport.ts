import { useEffect, useRef, useState } from 'react';
import { counted } from '../../hooks/counted.ts';
import { wholeText, type ExportJob } from '../../hooks/exportPapers.ts';
import { useApp } from '../../hooks/useApp.ts';
import { copyText } from '../../host/copyText.ts';
import { saveExport } from './saveExport.ts';

/** Where the export stands, in words to show. */
export interface ExportOutcome {
  readonly kind: 'idle' | 'working' | 'done' | 'failed';
  readonly text: string;
}

const IDLE: ExportOutcome = { kind: 'idle', text: '' };

/** What is exported, how, and where it comes from in words. */
export type ExportWish = Omit<ExportJob, 'library'> & { readonly what: string };

/** Saving and copying of an export, and what became of it. Closing the sheet, or another wish, stops what isn't done. */
export function useExport(wish: ExportWish) {
  const { library, host } = useApp();
  const { papers, format, options, what } = wish;
  const [made, setMade] = useState({ papers, format, options, outcome: IDLE });
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), [papers, format, options]);
  const isOfThis = made.papers === papers && made.format === format && made.options === options;
  const setOutcome = (outcome: ExportOutcome) => setMade({ papers, format, options, outcome });

  const make = async (work: (job: ExportJob, signal: AbortSignal) => Promise<string | undefined>) => {
    stop.current?.abort();
    const { signal } = (stop.current = new AbortController());
    setOutcome({ kind: 'working', text: 'Writing the entries…' });
    try {
      const done = await work({ library, papers, format, options }, signal);
      if (!signal.aborted) setOutcome(done === undefined ? IDLE : { kind: 'done', text: done });
    } catch (error) {
      if (signal.aborted) return;
      setOutcome({ kind: 'failed', text: error instanceof Error ? error.message : String(error) });
    }
  };

  return {
    outcome: isOfThis ? made.outcome : IDLE,
    save: () => void make((job, signal) => saveExport(job, { host, what, signal })),
    copy: () =>
      void make(async (job, signal) => {
        await copyText(host, await wholeText(job, signal));
        return `Copied ${format.output === 'text' ? counted(papers.length, 'entry', 'entries') : counted(papers.length, 'page')}.`;
      }),
  };
}
