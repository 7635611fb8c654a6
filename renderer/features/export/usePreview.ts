import { useEffect, useState } from 'react';
import type { FilesFormat, Format, FormatOptions } from '../../../shared/citation/format.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Library } from '../../data/types.ts';
import { fileByFile, wholeText } from '../../hooks/exportPapers.ts';
import { useApp } from '../../hooks/useApp.ts';

/** How many entries the preview shows. */
export const PREVIEWED = 20;

/** The start of the file as it will be written, or the first files; empty until it is made. */
export function usePreview(papers: readonly PaperId[], format: Format, options: FormatOptions): string {
  const { library } = useApp();
  const [preview, setPreview] = useState('');
  useEffect(() => {
    const stop = new AbortController();
    makePreview(library, papers.slice(0, PREVIEWED), format, options, stop.signal).then(
      text => !stop.signal.aborted && setPreview(text),
      (error: unknown) => {
        if (!stop.signal.aborted) setPreview(error instanceof Error ? error.message : String(error));
      },
    );
    return () => stop.abort();
  }, [library, papers, format, options]);
  return preview;
}

async function makePreview(
  library: Library,
  papers: readonly PaperId[],
  format: Format,
  options: FormatOptions,
  signal: AbortSignal,
): Promise<string> {
  if (format.output === 'text') return wholeText({ library, papers, format, options }, signal);
  return ofFiles({ library, papers, format, options }, signal);
}

async function ofFiles(job: Parameters<typeof fileByFile>[0] & { format: FilesFormat }, signal: AbortSignal) {
  const shown: string[] = [];
  for await (const { name, text } of fileByFile(job, signal)) shown.push(`── ${name} ──\n${text}`);
  return shown.join('\n');
}
