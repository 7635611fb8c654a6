import { useState } from 'react';
import type { CollectionId, PaperId } from '../../../shared/domain/ids.ts';
import { runOnPapers } from '../../actions/command.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryVersion } from '../../hooks/useLibrary.ts';
import { useSession } from '../../session/session.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { countedPapers, thesePapers } from './aboutPapers.ts';
import { ChoiceField, type Choice } from './ChoiceField.tsx';
import { collectionChoices } from './collectionChoices.ts';

/** The collection dialog, when the session asks for it. */
export function CollectDialog() {
  const overlay = useSession(session => session.overlay);
  return overlay.kind === 'collect' ? <CollectPanel papers={overlay.papers} /> : null;
}

const NEW = 'new';

/** Puts papers into collections and takes them out; a name that isn't there yet makes one. */
function CollectPanel({ papers }: { readonly papers: readonly PaperId[] }) {
  const { library } = useApp();
  useLibraryVersion();
  const [typed, setTyped] = useState('');
  const { state } = library;
  const chosen = papers.flatMap(id => state.papers.get(id) ?? []);
  const title = typed.trim();
  const { choices: known, isTaken } = collectionChoices(state.collections.values(), chosen, title);
  const choices: Choice[] = known.map(({ id, name, share }) => ({
    key: id,
    label: name,
    detail: countedPapers(state.counts.collection(id)),
    share,
  }));
  if (title !== '' && isTaken === 'no')
    choices.push({ key: NEW, label: `New collection “${title}”`, share: 'new' });

  const choose = (key: string) => {
    const choice = known.find(({ id }) => id === key);
    if (choice === undefined) {
      const collection = crypto.randomUUID() as string as CollectionId;
      // Very many papers come in parts, of which the first makes it.
      runOnPapers(library, papers, part =>
        library.state.collections.has(collection)
          ? { name: 'addToCollection', papers: part, collection }
          : { name: 'createCollection', collection, title, papers: part },
      );
    } else {
      const name = choice.share === 'all' ? 'removeFromCollection' : 'addToCollection';
      runOnPapers(library, papers, part => ({ name, papers: part, collection: choice.id }));
    }
    setTyped('');
  };

  return (
    <Dialog title={`Collections of ${thesePapers(chosen)}`} width="narrow" onClose={closeOverlay}>
      <ChoiceField
        label="Collections"
        placeholder="Find or make a collection"
        typed={typed}
        onTyped={setTyped}
        choices={choices}
        onChoose={choose}
        onDone={closeOverlay}
        nothing="No collections yet. Type a name and press Enter."
      />
    </Dialog>
  );
}
