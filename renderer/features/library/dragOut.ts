import type { DragEvent } from 'react';
import { targetPapers } from '../../actions/targets.ts';
import { readExportChoice } from '../../hooks/exportChoice.ts';
import { textToDrop } from '../../hooks/exportPapers.ts';
import type { AppServices } from '../../hooks/useApp.ts';

/** Papers dragged out of the window are text in the format of the last export: the selection, or the one under the pointer. */
export function dragOut(app: AppServices, event: DragEvent): void {
  const papers = targetPapers(app);
  if (papers.length === 0) return;
  const { format, options } = readExportChoice();
  const { text, mediaType } = textToDrop(app.library.state, papers, format, options[format.id] ?? {});
  event.dataTransfer.effectAllowed = 'copy';
  event.dataTransfer.setData('text/plain', text);
  event.dataTransfer.setData(mediaType, text);
}
