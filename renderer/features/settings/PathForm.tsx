import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** Whether the path is asked for; when it no longer is, the focus goes back to the button that asked. */
export type Asking = 'not yet' | 'open' | 'closed';

interface PathFormProps {
  readonly label: string;
  readonly description: string;
  readonly placeholder: string;
  /** What the button that takes it says. */
  readonly submit: string;
  readonly failure?: string | undefined;
  readonly onSubmit: (path: string) => void;
  readonly onChange: () => void;
  readonly onCancel: () => void;
}

/** Asks for a path to be typed, where the system has no dialog. */
export function PathForm(props: PathFormProps) {
  const { label, description, placeholder, submit, failure, onSubmit, onChange, onCancel } = props;
  const [path, setPath] = useState('');
  return (
    <form
      className="settings__move"
      onSubmit={event => {
        event.preventDefault();
        if (path.trim() !== '') onSubmit(path.trim());
      }}
    >
      <TextField
        label={label}
        value={path}
        onChange={next => {
          setPath(next);
          onChange();
        }}
        font="mono"
        focus="auto"
        placeholder={placeholder}
        description={description}
        {...(failure !== undefined && { error: failure })}
      />
      <div className="settings__buttons">
        <Button onPress={onCancel}>Cancel</Button>
        <Button kind="primary" type="submit" state={path.trim() === '' ? 'disabled' : 'ready'}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
