import { useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { LookUpSettings } from '../../../shared/host/lookUpApi.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { counted } from '../../hooks/counted.ts';
import { servicesInWords } from '../../hooks/lookUpWords.ts';
import { useApp } from '../../hooks/useApp.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { beginLookUp } from './lookUpFlow.ts';
import type { LookUpItem } from './lookUpRun.ts';

interface LookUpStartProps {
  readonly identified: readonly LookUpItem<PaperId>[];
  readonly titled: readonly LookUpItem<PaperId>[];
  readonly settings: LookUpSettings;
}

/** Asks whether papers without an identifier are to be looked up by their titles. */
export function LookUpStart({ identified, titled, settings }: LookUpStartProps) {
  const { host } = useApp();
  const [byTitle, setByTitle] = useState<'yes' | 'no'>(identified.length === 0 ? 'yes' : 'no');
  const items = byTitle === 'yes' ? [...identified, ...titled] : identified;
  return (
    <Sheet
      title="Look up the details"
      onClose={closeOverlay}
      footer={
        <>
          <Button onPress={closeOverlay}>Cancel</Button>
          <Button
            kind="primary"
            focus="auto"
            state={items.length === 0 ? 'disabled' : 'ready'}
            onPress={() => beginLookUp(host, items)}
          >
            {items.length === 0 ? 'Look up' : `Look up ${counted(items.length, 'paper')}`}
          </Button>
        </>
      }
    >
      <div className="look-up">
        <p>
          {identified.length === 0
            ? `${titled.length === 1 ? 'This paper has' : `These ${titled.length.toLocaleString('en')} papers have`} no arXiv id or DOI yet.`
            : `${counted(identified.length, 'paper')} ${identified.length === 1 ? 'has' : 'have'} an arXiv id or DOI and can be looked up by it. ${counted(titled.length, 'paper')} ${titled.length === 1 ? 'has' : 'have'} none.`}
        </p>
        <label className="look-up__check">
          <input
            type="checkbox"
            checked={byTitle === 'yes'}
            onChange={event => setByTitle(event.target.checked ? 'yes' : 'no')}
          />
          <span>
            Look up by title where there is no identifier
            <span className="look-up__about">
              Titles are compared and scored. Only those that are surely the same are proposed; of the others
              you choose.
            </span>
          </span>
        </label>
        <p className="look-up__about">
          {byTitle === 'yes' ? 'Identifiers and titles' : 'Identifiers'} of these papers are sent to{' '}
          {servicesInWords(settings)}, one after the other and nothing else. Nothing changes before you have
          looked through what was found, and what you typed yourself is never replaced.
        </p>
      </div>
    </Sheet>
  );
}
