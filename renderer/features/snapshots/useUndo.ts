import { useCallback } from 'react';
import { useApp } from '../../hooks/useApp.ts';

/** Takes the last step back and waits until that is saved. */
export function useUndo(): () => Promise<void> {
  const { library } = useApp();
  return useCallback(async () => {
    const receipt = await library.undo();
    await receipt?.saved;
  }, [library]);
}
