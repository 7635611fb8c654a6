import { ClipboardPaste, FileDown, LibraryBig } from 'lucide-react';
import { actionInfo } from '../../../shared/actions/registry.ts';
import { requestFlow } from '../../hooks/requests.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import './FirstStart.css';

const IMPORT_KEY = actionInfo('import').keys[0];

/** What an empty library shows: what Pandect is, and every way to fill it. */
export function FirstStart() {
  return (
    <section className="first-start" aria-label="Start">
      <LibraryBig className="first-start__mark" />
      <h1 className="first-start__title">Your reading list is empty</h1>
      <p className="first-start__text">
        Pandect turns dumps of research-paper digests into one library: see what is new, work through it with
        the keyboard, keep notes, and cite what you keep.
      </p>
      <div className="first-start__actions" data-start="">
        <Button
          kind="primary"
          keys={IMPORT_KEY}
          keyHint="shown"
          onPress={() => requestFlow({ kind: 'chooseFiles' })}
        >
          Import dumps…
        </Button>
        <Button onPress={() => requestFlow({ kind: 'importSample' })}>Try the sample digest</Button>
      </div>
      <ul className="first-start__ways">
        <li>
          <FileDown />
          <span>
            Drop files or folders anywhere on this window: digests, saved pages, mails, feeds, or lists of
            references such as BibTeX and RIS.
          </span>
        </li>
        <li>
          <ClipboardPaste />
          <span>
            Or select a whole digest page, copy it, and paste it here <Kbd keys="Mod+v" />
          </span>
        </li>
      </ul>
    </section>
  );
}
