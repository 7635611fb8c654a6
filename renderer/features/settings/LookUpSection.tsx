import { useState } from 'react';
import { type LookUpSettings } from '../../../shared/host/lookUpApi.ts';
import { SERVICE_NAMES } from '../../hooks/lookUpWords.ts';
import { useLookUpSettings, type LookUpControl } from '../../hooks/useLookUpSettings.ts';
import { TextField } from '../../ui/TextField.tsx';
import { LOOK_UP_SERVICES, type LookUpService } from '../../../shared/host/lookUpServices.ts';

const ABOUT: Readonly<Record<LookUpService, string>> = {
  arxiv: 'Preprints, by arXiv id and title',
  crossref: 'Journals and conferences, by DOI and title',
  semanticScholar: 'All fields, by any identifier and title',
  huggingFace: 'Papers listed on Hugging Face, by arXiv id',
};

/** Whether papers are looked up at services on the network, at which of them, and where those are. */
export function LookUpSection() {
  const control = useLookUpSettings();
  const { settings, failure } = control;
  return (
    <section className="settings__section" aria-labelledby="settings-look-up">
      <h3 id="settings-look-up" className="settings__heading">
        Looking up
      </h3>
      {settings !== undefined && <Choices control={control} settings={settings} />}
      {failure !== undefined && (
        <p className="settings__failure" role="alert">
          {failure}
        </p>
      )}
    </section>
  );
}

interface ChoicesProps {
  readonly control: LookUpControl;
  readonly settings: LookUpSettings;
}

function Choices({ control: { configure }, settings }: ChoicesProps) {
  return (
    <>
      <p className="settings__text">
        Details of papers can be looked up at services on the web. Off, nothing ever leaves this computer. On,
        the arXiv id, DOI, address or title of a paper you ask about is sent to the services below: never your
        notes, tags or anything else of your library, and nothing without your asking.
      </p>
      <label className="settings__choice">
        <input
          type="checkbox"
          checked={settings.use === 'on'}
          onChange={event => void configure({ use: event.target.checked ? 'on' : 'off' })}
        />
        <span>Look papers up when I ask for it</span>
      </label>
      {settings.use === 'on' && (
        <>
          <fieldset className="settings__services">
            <legend className="visually-hidden">Services that are asked</legend>
            {LOOK_UP_SERVICES.map(name => (
              <label key={name} className="settings__choice">
                <input
                  type="checkbox"
                  checked={settings.services[name].use === 'on'}
                  onChange={event =>
                    void configure({ services: { [name]: { use: event.target.checked ? 'on' : 'off' } } })
                  }
                />
                <span>
                  {SERVICE_NAMES[name]}
                  <span className="settings__about">{ABOUT[name]}</span>
                </span>
              </label>
            ))}
          </fieldset>
          <SavedField
            label="Your e-mail address, if you like"
            description="Told to Crossref alone, which answers people it could write to sooner."
            value={settings.email}
            onSave={email => configure({ email })}
          />
          <details className="settings__advanced">
            <summary>Addresses of the services</summary>
            <div className="settings__move">
              {LOOK_UP_SERVICES.map(name => (
                <SavedField
                  key={name}
                  label={SERVICE_NAMES[name]}
                  font="mono"
                  value={settings.services[name].address}
                  onSave={address => configure({ services: { [name]: { address } } })}
                />
              ))}
            </div>
          </details>
        </>
      )}
    </>
  );
}

interface SavedFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly font?: 'ui' | 'mono';
  readonly value: string;
  readonly onSave: (value: string) => Promise<LookUpSettings | null>;
}

/** A field that is saved when it is left or Enter is pressed. What is refused stays in the field. */
function SavedField({ label, description, font = 'ui', value, onSave }: SavedFieldProps) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setTyped(value);
  }
  const save = () => {
    const next = typed.trim();
    if (next === value || (next === '' && font === 'mono')) setTyped(value);
    else void onSave(next);
  };
  return (
    <form
      className="settings__field"
      onBlur={save}
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        label={label}
        value={typed}
        onChange={setTyped}
        font={font}
        {...(description !== undefined && { description })}
      />
    </form>
  );
}
