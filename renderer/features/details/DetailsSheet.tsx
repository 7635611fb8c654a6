import { useEffect, useState } from 'react';
import { detailsOf } from './fields.ts';
import { DetailsPanel } from './DetailsPanel.tsx';
import { errorText } from '../../actions/command.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useApp } from '../../hooks/useApp.ts';
import { usePaper } from '../../hooks/useLibrary.ts';
import { useSession } from '../../session/session.ts';
import { Sheet } from '../../ui/Dialog.tsx';

/** The sheet for everything that is known of a paper, when the session asks for it. */
export function DetailsSheet() {
  const overlay = useSession(session => session.overlay);
  const paper = usePaper(overlay.kind === 'details' ? overlay.paper : null);
  return paper === undefined ? null : <DetailsLoader key={paper.id} paper={paper} />;
}

/** Waits for the whole abstract: a field with a part of it would be saved as all of it. */
function DetailsLoader({ paper }: { readonly paper: Paper }) {
  const { library } = useApp();
  const [abstract, setAbstract] = useState<string>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let current = true;
    library.readAbstract(paper.id).then(
      text => current && setAbstract(text),
      (error: unknown) => current && setFailure(errorText(error)),
    );
    return () => {
      current = false;
    };
  }, [library, paper.id]);
  if (abstract !== undefined) return <DetailsPanel paper={paper} known={detailsOf(paper, abstract)} />;
  return (
    <Sheet title="Edit the details" onClose={closeOverlay}>
      <p role="status">
        {failure === undefined
          ? ''
          : `The abstract could not be read, so nothing is changed here: ${failure} Reload the window to try again.`}
      </p>
    </Sheet>
  );
}
