import { useState } from 'react';
import { checkCitationKey } from '../../../shared/citation/keys.ts';
import type { CitationKey } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { announce } from './announce.ts';
import { useApp } from '../../hooks/useApp.ts';
import { usePaper } from '../../hooks/useLibrary.ts';
import { useSession } from '../../session/session.ts';
import { TextField } from '../../ui/TextField.tsx';
import { FormDialog } from './FormDialog.tsx';

/** The dialog for a citation key, when the session asks for it. */
export function EditKeyDialog() {
  const overlay = useSession(session => session.overlay);
  const paper = usePaper(overlay.kind === 'editKey' ? overlay.paper : null);
  return paper === undefined ? null : <EditKeyPanel key={paper.id} paper={paper} />;
}

function EditKeyPanel({ paper }: { readonly paper: Paper }) {
  const { library } = useApp();
  const [typed, setTyped] = useState<string>(paper.citationKey);
  const checked = checkCitationKey(typed);
  const wrong = checked.ok ? undefined : checked.reason;
  return (
    <FormDialog
      title="Edit the citation key"
      verb="Save the key"
      state={wrong === undefined ? 'ready' : 'disabled'}
      onSubmit={() =>
        announce(library.run({ name: 'setCitationKey', paper: paper.id, key: typed.trim() as CitationKey }))
      }
    >
      {refusal => (
        <>
          <p className="form__about" dir="auto">
            {paper.title}
          </p>
          <TextField
            label="Citation key"
            description="As you write it in \cite{…}. Pandect never changes it by itself."
            value={typed}
            onChange={setTyped}
            error={wrong ?? refusal}
            focus="auto"
            font="mono"
          />
        </>
      )}
    </FormDialog>
  );
}
