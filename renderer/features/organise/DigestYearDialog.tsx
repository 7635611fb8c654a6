import { useState } from 'react';
import type { Digest } from '../../../shared/domain/digest.ts';
import { digestName } from '../../../shared/domain/digestName.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { runCommand } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { announce } from './announce.ts';
import { FormDialog } from './FormDialog.tsx';

/** The dialog for a digest's year, when the session asks for it. */
export function DigestYearDialog() {
  const overlay = useSession(session => session.overlay);
  const { library } = useApp();
  const digest = overlay.kind === 'digestYear' ? library.state.digests.get(overlay.digest) : undefined;
  return digest === undefined ? null : <DigestYearPanel key={digest.id} digest={digest} />;
}

function DigestYearPanel({ digest }: { readonly digest: Digest }) {
  const { library } = useApp();
  const [year, setYear] = useState(String(digest.year.year ?? new Date().getFullYear()));
  const inferAgain = () => {
    runCommand(library, { name: 'setDigestYear', digest: digest.id, year: null });
    closeOverlay();
  };
  return (
    <FormDialog
      title={`Year of ${digestName(digest)}`}
      verb="Set the year"
      aside={digest.year.source === 'chosen' && <Button onPress={inferAgain}>Infer it again</Button>}
      onSubmit={() => announce(library.run({ name: 'setDigestYear', digest: digest.id, year: Number(year) }))}
    >
      {refusal => (
        <>
          <p className="form__about">{digest.year.evidence}</p>
          <TextField
            label="Year"
            description="Dates that this page prints without a year belong to it."
            value={year}
            onChange={setYear}
            error={refusal}
            focus="auto"
            inputMode="numeric"
          />
        </>
      )}
    </FormDialog>
  );
}
