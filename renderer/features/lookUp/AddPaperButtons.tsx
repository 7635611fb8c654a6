import { counted } from '../../hooks/counted.ts';
import { Button } from '../../ui/Button.tsx';
import type { AddPaper } from './useAddPaper.ts';

interface AddPaperButtonsProps {
  readonly adding: AddPaper;
  readonly onLookUp: () => void;
}

/** What can be done with what stands in the field; the primary one is what Enter does. */
export function AddPaperButtons(props: AddPaperButtonsProps) {
  return <div className="add-paper__buttons">{buttonsFor(props)}</div>;
}

function buttonsFor({ adding, onLookUp }: AddPaperButtonsProps) {
  const { known, progress, amount, found, understood, control } = adding;
  if (progress?.phase === 'running') return <Button onPress={adding.stop}>Stop looking up</Button>;
  if (known !== undefined) return <Submit>Show it</Submit>;
  if (found.length > 0) return <Submit>Add this paper</Submit>;
  const isOn = control.settings?.use === 'on';
  if (amount === 'many') return isOn && <ManyButtons adding={adding} onLookUp={onLookUp} />;
  const state = understood.kind === 'nothing' ? 'disabled' : 'ready';
  if (!isOn || adding.hand.asked === 'chosen') return <HandButtons adding={adding} />;
  return (
    <>
      <Button state={state} onPress={() => adding.addByHand('show')}>
        Add by hand
      </Button>
      <Button kind="primary" state={state} onPress={onLookUp}>
        {progress === undefined ? 'Look up' : 'Look up again'}
      </Button>
    </>
  );
}

function HandButtons({ adding: { hand, understood, addByHand } }: { readonly adding: AddPaper }) {
  const state = hand.title === '' || understood.kind === 'nothing' ? 'disabled' : 'ready';
  return (
    <>
      <Button state={state} onPress={() => addByHand('details')}>
        Add and fill in the details…
      </Button>
      <Button kind="primary" type="submit" state={state}>
        Add by hand
      </Button>
    </>
  );
}

function ManyButtons({ adding: { addable, works, progress }, onLookUp }: AddPaperButtonsProps) {
  if (addable.length > 0) return <Submit>{`Add ${counted(addable.length, 'paper')}`}</Submit>;
  return (
    <Button kind="primary" onPress={onLookUp}>
      {progress === undefined ? `Look up ${counted(works.length, 'paper')}` : 'Look up again'}
    </Button>
  );
}

function Submit({ children }: { readonly children: string }) {
  return (
    <Button kind="primary" type="submit">
      {children}
    </Button>
  );
}
