import { useState } from 'react';
import type { Digest } from '../../../shared/domain/digest.ts';
import { digestKind, digestName } from '../../../shared/domain/digestName.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSession } from '../../session/session.ts';
import { TextField } from '../../ui/TextField.tsx';
import { announce } from './announce.ts';
import { FormDialog } from './FormDialog.tsx';

/** The dialog for a digest's name, when the session asks for it. */
export function RenameDigestDialog() {
  const overlay = useSession(session => session.overlay);
  const { library } = useApp();
  const digest = overlay.kind === 'renameDigest' ? library.state.digests.get(overlay.digest) : undefined;
  return digest === undefined ? null : <RenameDigestPanel key={digest.id} digest={digest} />;
}

function RenameDigestPanel({ digest }: { readonly digest: Digest }) {
  const { library } = useApp();
  const [name, setName] = useState(digestName(digest));
  return (
    <FormDialog
      title="Rename the digest"
      verb="Rename"
      onSubmit={() => announce(library.run({ name: 'renameDigest', digest: digest.id, givenName: name }))}
    >
      {refusal => (
        <TextField
          label="Name"
          description={`${digestKind(digest.shape)}, from ${digest.file}`}
          value={name}
          onChange={setName}
          error={refusal}
          focus="auto"
        />
      )}
    </FormDialog>
  );
}
