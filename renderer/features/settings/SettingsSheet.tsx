import { Keyboard } from 'lucide-react';
import { useRunAction } from '../../actions/runAction.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useSession } from '../../session/session.ts';
import type { Density } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { DataFolderSection } from './DataFolderSection.tsx';
import { LookUpSection } from './LookUpSection.tsx';
import { KeptFilesSection } from './KeptFilesSection.tsx';
import { WatchSection } from './WatchSection.tsx';
import './Settings.css';

/** The settings, when the session asks for them. */
export function SettingsSheet() {
  const open = useSession(session => session.overlay.kind === 'settings');
  return open ? <SettingsPanel /> : null;
}

/** The few things that can be set; what is chosen counts at once. */
function SettingsPanel() {
  const run = useRunAction();
  return (
    <Sheet title="Settings" onClose={closeOverlay}>
      <div className="settings">
        <DataFolderSection />
        <section className="settings__section" aria-labelledby="settings-snapshots">
          <h3 id="settings-snapshots" className="settings__heading">
            Snapshots
          </h3>
          <p className="settings__text">
            Made every half hour while you change something, before every import and restore, and when Pandect
            closes. The 10 newest are kept, and the newest of each of 7 days and of each of 4 weeks.
          </p>
          <Button onPress={() => run('snapshots')}>Show snapshots</Button>
        </section>
        <LookUpSection />
        <WatchSection />
        <KeptFilesSection />
        <DensityChoice />
        <section className="settings__section" aria-labelledby="settings-keys">
          <h3 id="settings-keys" className="settings__heading">
            Keyboard
          </h3>
          <p className="settings__text">Everything can be done with keys; ? lists them.</p>
          <Button icon={<Keyboard />} onPress={() => run('keys')}>
            List of keys
          </Button>
        </section>
      </div>
    </Sheet>
  );
}

const DENSITIES: readonly { readonly density: Density; readonly name: string; readonly about: string }[] = [
  { density: 'comfortable', name: 'Comfortable', about: 'Title, the first words of the abstract, date' },
  { density: 'compact', name: 'Compact', about: 'One line a paper' },
];

function DensityChoice() {
  const chosen = useSession(session => session.density);
  return (
    <section className="settings__section" role="radiogroup" aria-labelledby="settings-density">
      <h3 id="settings-density" className="settings__heading">
        Rows of the list
      </h3>
      {DENSITIES.map(({ density, name, about }) => (
        <label key={density} className="settings__choice">
          <input
            type="radio"
            name="density"
            checked={chosen === density}
            onChange={() => useSession.setState({ density })}
          />
          <span>
            {name}
            <span className="settings__about">{about}</span>
          </span>
        </label>
      ))}
    </section>
  );
}
