import { useState } from 'react';
import type { Digest } from '../../../shared/domain/digest.ts';
import { useApp } from '../../hooks/useApp.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { messageOf } from './messages.ts';

export interface DigestYearFieldProps {
  readonly digest: Digest;
  readonly onSettled: () => void;
}

/** The year of a digest that doesn't tell it, asked for in place; its evidence says why it is asked. */
export function DigestYearField({ digest, onSettled }: DigestYearFieldProps) {
  const { library } = useApp();
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  if (typed === undefined) {
    return (
      <div className="import__year-ask">
        <p>Its year is not known.</p>
        <Button onPress={() => setTyped(String(new Date().getFullYear()))}>Set the year…</Button>
      </div>
    );
  }
  const save = () => {
    try {
      library.run({ name: 'setDigestYear', digest: digest.id, year: Number(typed) });
      onSettled();
    } catch (refused) {
      setError(messageOf(refused));
    }
  };
  return (
    <form
      className="import__year"
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        label="Year of this digest"
        description={digest.year.evidence}
        value={typed}
        onChange={year => {
          setTyped(year);
          setError(undefined);
        }}
        error={error}
        focus="auto"
        inputMode="numeric"
      />
      <Button type="submit">Set the year</Button>
    </form>
  );
}
