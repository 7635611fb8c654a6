import { useState } from 'react';
import { ShieldCheck } from 'lucide-react';
import { servicesInWords } from '../../hooks/lookUpWords.ts';
import type { LookUpControl } from '../../hooks/useLookUpSettings.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';

export interface LookUpOfferProps {
  readonly control: LookUpControl;
  /** Called once it is on. */
  readonly onTurnedOn: () => void;
}

/** Says that looking up is off, and what turning it on would send to whom. */
export function LookUpOffer({ control, onTurnedOn }: LookUpOfferProps) {
  const [state, setState] = useState<'ready' | 'busy'>('ready');
  const { settings, failure, configure } = control;
  if (settings === undefined)
    return failure === undefined ? null : <p className="look-up__failure">{failure}</p>;
  const turnOn = async () => {
    setState('busy');
    const next = await configure({ use: 'on' });
    setState('ready');
    if (next?.use === 'on') onTurnedOn();
  };
  return (
    <section className="look-up__offer" aria-label="Looking up">
      <ShieldCheck aria-hidden="true" />
      <div>
        <p>
          Looking papers up is off: nothing leaves this computer. If you turn it on, the arXiv id, DOI,
          address or title of a paper you ask about is sent to {servicesInWords(settings)}, and nothing else.
        </p>
        {failure !== undefined && <p className="look-up__failure">{failure}</p>}
        <div className="look-up__offer-buttons">
          <Button state={state} onPress={() => void turnOn()}>
            Turn looking up on
          </Button>
          <Button kind="quiet" onPress={() => useSession.setState({ overlay: { kind: 'settings' } })}>
            Settings…
          </Button>
        </div>
      </div>
    </section>
  );
}
