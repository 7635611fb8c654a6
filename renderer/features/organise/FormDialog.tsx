import { useState, type ReactNode } from 'react';
import { CommandRefused } from '../../../shared/library/refused.ts';
import { errorText } from '../../actions/command.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import './FormDialog.css';

export interface FormDialogProps {
  readonly title: string;
  /** A verb for the button that does it. */
  readonly verb: string;
  /** Does it; a `CommandRefused` is shown in the dialog, which stays open. */
  readonly onSubmit: () => void;
  /** Shows the fields; `refusal` is why the last try was refused. */
  readonly children: (refusal: string | undefined) => ReactNode;
  /** A second button on the left. */
  readonly aside?: ReactNode;
  readonly state?: 'ready' | 'disabled';
}

/** A dialog in which something is typed, then done or left. */
export function FormDialog({ title, verb, onSubmit, children, aside, state = 'ready' }: FormDialogProps) {
  const [refusal, setRefusal] = useState<string>();
  const submit = () => {
    try {
      onSubmit();
      closeOverlay();
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      setRefusal(errorText(error));
    }
  };
  return (
    <Dialog title={title} width="narrow" onClose={closeOverlay}>
      <form
        className="form"
        onChange={() => setRefusal(undefined)}
        onSubmit={event => {
          event.preventDefault();
          if (state === 'ready') submit();
        }}
      >
        {children(refusal)}
        <div className="form__buttons">
          {aside}
          <span className="form__spring" />
          <Button onPress={closeOverlay}>Cancel</Button>
          <Button kind="primary" type="submit" state={state}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
