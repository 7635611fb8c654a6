import { useEffect, useRef, useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { buildBibtex, type BibtexOptions } from '../../hooks/bibtex.ts';
import { useApp } from '../../hooks/useApp.ts';
import { copyText } from '../../host/copyText.ts';
import { bibFileName } from './fileName.ts';
import { saveBibtex } from './saveBibtex.ts';

/** Where the export stands, in words to show. */
export interface ExportOutcome {
  readonly kind: 'idle' | 'working' | 'done' | 'failed';
  readonly text: string;
}

const IDLE: ExportOutcome = { kind: 'idle', text: '' };

/** What is exported, and how. */
export interface ExportWish {
  readonly papers: readonly PaperId[];
  readonly what: string;
  readonly options: BibtexOptions;
}

/** Saving and copying of an export, and what became of it. Closing the sheet stops what isn't done. */
export function useExport({ papers, what, options }: ExportWish) {
  const { library, host } = useApp();
  const [outcome, setOutcome] = useState(IDLE);
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const make = async (handOver: (text: string) => Promise<string | undefined>) => {
    stop.current?.abort();
    const { signal } = (stop.current = new AbortController());
    setOutcome({ kind: 'working', text: 'Writing the entries…' });
    try {
      const done = await handOver(await buildBibtex(library, papers, options, signal));
      setOutcome(done === undefined ? IDLE : { kind: 'done', text: done });
    } catch (error) {
      if (signal.aborted) return;
      setOutcome({ kind: 'failed', text: error instanceof Error ? error.message : String(error) });
    }
  };

  return {
    outcome,
    save: () => void make(text => saveBibtex(host, bibFileName(what), text)),
    copy: () =>
      void make(async text => {
        await copyText(host, text);
        return `Copied ${papers.length === 1 ? '1 entry' : `${papers.length.toLocaleString('en')} entries`}.`;
      }),
  };
}
