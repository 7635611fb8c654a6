import { useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { foldTag } from '../../../shared/library/counts.ts';
import { runOnPapers } from '../../actions/command.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryVersion } from '../../hooks/useLibrary.ts';
import { useSession } from '../../session/session.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChoiceField, type Choice } from './ChoiceField.tsx';
import { countedPapers, thesePapers } from './aboutPapers.ts';
import { completeTags, tagChoices } from './tagChoices.ts';

/** The tag dialog, when the session asks for it. */
export function TagDialog() {
  const overlay = useSession(session => session.overlay);
  return overlay.kind === 'tag' ? <TagPanel papers={overlay.papers} /> : null;
}

const NEW = 'new';

/** Puts tags on papers and takes them off; every choice counts at once. */
function TagPanel({ papers }: { readonly papers: readonly PaperId[] }) {
  const { library } = useApp();
  useLibraryVersion();
  const [typed, setTyped] = useState('');
  const { state } = library;
  const chosen = papers.flatMap(id => state.papers.get(id) ?? []);
  const known = tagChoices(state.papers.values(), chosen);
  const tag = typed.trim();
  const isNew = tag !== '' && !known.some(choice => foldTag(choice.tag) === foldTag(tag));
  const choices: Choice[] = completeTags(known, typed).map(choice => ({
    key: `tag ${choice.tag}`,
    label: choice.tag,
    detail: countedPapers(choice.papers),
    share: choice.share,
  }));
  if (isNew) choices.push({ key: NEW, label: `New tag “${tag}”`, share: 'new' });

  const choose = (key: string) => {
    const choice = known.find(({ tag: name }) => `tag ${name}` === key);
    const name = choice?.share === 'all' ? 'removeTag' : 'addTag';
    runOnPapers(library, papers, part => ({ name, papers: part, tag: choice?.tag ?? tag }));
    setTyped('');
  };

  return (
    <Dialog title={`Tag ${thesePapers(chosen)}`} width="narrow" onClose={closeOverlay}>
      <ChoiceField
        label="Tags"
        placeholder="Find or make a tag"
        typed={typed}
        onTyped={setTyped}
        choices={choices}
        onChoose={choose}
        onDone={closeOverlay}
        nothing="No tags yet. Type one and press Enter."
      />
    </Dialog>
  );
}
