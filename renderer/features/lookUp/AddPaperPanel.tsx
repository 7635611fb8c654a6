import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Paper } from '../../../shared/domain/paper.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { AddPaperButtons } from './AddPaperButtons.tsx';
import { AskedWorks } from './AskedWorks.tsx';
import { FoundWorks, optionId } from './FoundWorks.tsx';
import { LookUpOffer } from './LookUpOffer.tsx';
import { AskOutcome } from './AskOutcome.tsx';
import { understoodInWords } from './understand.ts';
import { useAddPaper } from './useAddPaper.ts';
import './LookUp.css';

/** One field for anything that names a paper: looked up where that is on, else added by hand. */
export function AddPaperPanel({ pasted }: { readonly pasted: string }) {
  const adding = useAddPaper(pasted);
  const { typed, understood, known, found, works, amount, progress, hand, control, refusal } = adding;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const title = useRef<HTMLInputElement>(null);
  const [pointed, setPointed] = useState(0);
  const at = Math.min(pointed, Math.max(found.length - 1, 0));
  const lookUp = () => {
    adding.lookUp();
    // What was pressed gives way to the progress.
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter can't add what has no title, so it leads there.
    if (event.key === 'Enter' && hand.title === '') title.current?.focus();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || found.length === 0 || event.nativeEvent.isComposing) return;
    event.preventDefault();
    setPointed((at + step + found.length) % found.length);
  };
  return (
    <Dialog title="Add a paper" width="wide" onClose={closeOverlay}>
      <form
        className="add-paper"
        onSubmit={event => {
          event.preventDefault();
          adding.proceed(at);
        }}
      >
        <div>
          <input
            ref={field}
            className="add-paper__field"
            type="text"
            role="combobox"
            aria-label="arXiv id, DOI, web address or title"
            aria-describedby={`${id}-understood`}
            aria-expanded={found.length > 0}
            aria-controls={found.length > 0 ? `${id}-list` : undefined}
            aria-autocomplete="list"
            aria-activedescendant={found.length > 0 ? optionId(id, at) : undefined}
            placeholder="arXiv id, DOI, web address or title"
            dir="auto"
            autoFocus
            autoComplete="off"
            spellCheck="false"
            value={typed}
            onChange={event => {
              setPointed(0);
              adding.type(event.target.value);
            }}
            onKeyDown={onKeyDown}
          />
          <p id={`${id}-understood`} className="add-paper__understood" role="status">
            {understoodInWords(understood)}
          </p>
        </div>
        {known !== undefined && <InLibrary paper={known} />}
        {amount === 'many' && <AskedWorks works={works} progress={progress} />}
        {known === undefined && progress !== undefined && <AskOutcome progress={progress} amount={amount} />}
        {known === undefined && found.length > 0 && (
          <FoundWorks id={id} works={found} pointed={at} onPoint={setPointed} onChoose={adding.addFound} />
        )}
        {known === undefined && hand.asked !== 'no' && (
          <TextField
            ref={title}
            label="Title"
            description="To add it by hand, it needs a title; everything else can be filled in later."
            value={hand.typed}
            onChange={adding.setTitle}
            {...(hand.asked === 'chosen' && { focus: 'auto' })}
          />
        )}
        {known === undefined && understood.kind !== 'nothing' && control.settings?.use !== 'on' && (
          <LookUpOffer control={control} onTurnedOn={lookUp} />
        )}
        {refusal !== undefined && (
          <p className="look-up__failure" role="alert">
            {refusal}
          </p>
        )}
        <AddPaperButtons adding={adding} onLookUp={lookUp} />
      </form>
    </Dialog>
  );
}

function InLibrary({ paper }: { readonly paper: Paper }) {
  return (
    <p className="add-paper__known" role="status">
      Already in your library:{' '}
      <strong className="add-paper__title" dir="auto">
        {paper.title}
      </strong>
    </p>
  );
}
