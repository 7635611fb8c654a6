import { useState } from 'react';
import type { SavedSearchId } from '../../../shared/domain/ids.ts';
import { goTo } from '../../actions/listActions.ts';
import { useApp } from '../../hooks/useApp.ts';
import { viewName } from '../../hooks/viewName.ts';
import { useSession } from '../../session/session.ts';
import { TextField } from '../../ui/TextField.tsx';
import { announce } from './announce.ts';
import { FormDialog } from './FormDialog.tsx';
import { searchToSave } from './searchToSave.ts';

/** The dialog that names a search, when the session asks for it. */
export function SaveSearchDialog() {
  const overlay = useSession(session => session.overlay);
  return overlay.kind === 'saveSearch' ? <SaveSearchPanel /> : null;
}

function SaveSearchPanel() {
  const { library } = useApp();
  const { view, query } = useSession.getState();
  const wish = searchToSave(view, query, library.state.savedSearches);
  const [title, setTitle] = useState(query.trim());
  const save = () => {
    const search = crypto.randomUUID() as string as SavedSearchId;
    announce(library.run({ name: 'saveSearch', search, title, ...wish }));
    goTo({ kind: 'savedSearch', search });
  };
  return (
    <FormDialog title="Save this search" verb="Save the search" onSubmit={save}>
      {refusal => (
        <>
          <p className="form__about">
            Finds <code>{wish.query}</code> in {viewName(wish.within, library.state)}.
          </p>
          <TextField label="Name" value={title} onChange={setTitle} error={refusal} focus="auto" />
        </>
      )}
    </FormDialog>
  );
}
