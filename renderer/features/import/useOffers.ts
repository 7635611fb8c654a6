import { useEffect } from 'react';
import { gatherOffer } from './gather.ts';
import { beginImport, type ImportApp } from './importFlow.ts';
import { messageOf } from './messages.ts';

/** Imports what the command line, the system or a second start offers: at the start, and whenever the host says so. */
export function useOffers(app: ImportApp): void {
  useEffect(() => {
    const take = () => {
      app.host.call('dumps.offered', {}).then(
        offer => beginImport(app, gatherOffer(offer)),
        (error: unknown) =>
          beginImport(app, {
            sources: [],
            refused: [{ name: 'What was opened', message: messageOf(error) }],
          }),
      );
    };
    take();
    return app.host.listen('dumps.offered', take);
  }, [app]);
}
