import { useEffect, useState } from 'react';
import { gatherDrop } from './gather.ts';
import { beginImport, type ImportApp } from './importFlow.ts';

/** Takes files and folders dropped anywhere on the window; `over` while something that can be dropped hangs above it. */
export function useDrop(app: ImportApp): 'over' | 'away' {
  const [dragging, setDragging] = useState<'over' | 'away'>('away');
  useEffect(() => {
    // Every element that is entered or left tells, so they are counted: the window is left when all of them are.
    let depth = 0;
    const move = (steps: number) => {
      depth = steps === 0 ? 0 : Math.max(0, depth + steps);
      setDragging(depth > 0 ? 'over' : 'away');
    };
    const enter = (event: DragEvent) => holdsFiles(event) && move(1);
    const leave = (event: DragEvent) => holdsFiles(event) && move(-1);
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      move(0);
      if (event.dataTransfer === null || !holdsFiles(event)) return;
      event.preventDefault();
      void gatherDrop(event.dataTransfer).then(gathered => beginImport(app, gathered));
    };
    const stop = new AbortController();
    const options = { signal: stop.signal };
    window.addEventListener('dragenter', enter, options);
    window.addEventListener('dragleave', leave, options);
    window.addEventListener('dragover', over, options);
    window.addEventListener('drop', drop, options);
    return () => stop.abort();
  }, [app]);
  return dragging;
}

/** Only files: text dragged about within the page isn't meant for the library. */
function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
