import { useEffect, useState } from 'react';
import type { Paper } from '../../../shared/domain/paper.ts';
import { useApp } from '../../hooks/useApp.ts';

/** The whole abstract of a paper; its opening until the rest is read, so that the text never stands empty. */
export function useAbstract(paper: Paper): string {
  const { library } = useApp();
  const [abstract, setAbstract] = useState(paper.opening);
  const { id } = paper;
  useEffect(() => {
    let current = true;
    const read = () => {
      library.readAbstract(id).then(
        text => current && setAbstract(text),
        (error: unknown) => current && setAbstract(unreadable(error)),
      );
    };
    read();
    const stop = library.subscribe(change => {
      if (change?.patches.some(patch => patch.table === 'abstracts')) read();
    });
    return () => {
      current = false;
      stop();
    };
  }, [library, id]);
  return abstract;
}

function unreadable(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The abstract could not be read: ${reason} The paper and your notes are kept. Reload the window to try again.`;
}
