import { useEffect, useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLookUpSettings } from '../../hooks/useLookUpSettings.ts';
import { useSession } from '../../session/session.ts';
import { Sheet } from '../../ui/Dialog.tsx';
import { beginLookUp, partByIdentifier } from './lookUpFlow.ts';
import { LookUpOffer } from './LookUpOffer.tsx';
import { LookUpReview } from './LookUpReview.tsx';
import { LookUpRunning } from './LookUpRunning.tsx';
import { LookUpStart } from './LookUpStart.tsx';
import { useLookUpStore } from './lookUpStore.ts';
import './LookUp.css';

/** The sheet in which papers are looked up, when the session asks for it. */
export function LookUpSheet() {
  const overlay = useSession(session => session.overlay);
  const { progress, asked } = useLookUpStore();
  if (overlay.kind !== 'lookUp') return null;
  // What was found for other papers and left lying does not stand in the way; services' answers are kept on disk.
  const isOfOthers =
    progress?.phase !== 'running' && asked.size > 0 && !overlay.papers.some(id => asked.has(id));
  if (progress === null || isOfOthers) return <Beginning papers={overlay.papers} />;
  return progress.phase === 'running' ? (
    <LookUpRunning progress={progress} />
  ) : (
    <LookUpReview progress={progress} />
  );
}

/** Before anything is asked. Papers that all have identifiers are looked up at once. */
function Beginning({ papers: ids }: { readonly papers: readonly PaperId[] }) {
  const { host, library } = useApp();
  const control = useLookUpSettings();
  const [{ identified, titled }] = useState(() =>
    partByIdentifier(ids.flatMap(id => library.state.papers.get(id) ?? [])),
  );
  const isOn = control.settings?.use === 'on';
  const isPlain = titled.length === 0;
  useEffect(() => {
    if (isOn && isPlain) beginLookUp(host, identified);
  }, [isOn, isPlain, host, identified]);
  if (isOn && !isPlain) return <LookUpStart {...{ identified, titled }} settings={control.settings} />;
  return (
    <Sheet title="Look up the details" onClose={closeOverlay}>
      {!isOn && <LookUpOffer control={control} onTurnedOn={() => undefined} />}
    </Sheet>
  );
}
