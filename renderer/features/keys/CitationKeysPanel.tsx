import { useMemo, useState } from 'react';
import { KEY_TOKENS, readKeyPattern } from '../../../shared/citation/keyPattern.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { errorText } from '../../actions/command.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { counted } from '../../hooks/counted.ts';
import { chosenKeyPattern, chooseKeyPattern } from '../../hooks/keyPattern.ts';
import { useApp } from '../../hooks/useApp.ts';
import { showToast } from '../../session/toast.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { KeyChanges } from './KeyChanges.tsx';
import { rekey } from './rekey.ts';
import { useKeyPreview } from './useKeyPreview.ts';
import './CitationKeysPanel.css';

/** Keys after a pattern: for papers that come, and on request for those that are there. */
export function CitationKeysPanel({ chosen }: { readonly chosen: readonly PaperId[] }) {
  const { library, host } = useApp();
  const [typed, setTyped] = useState(chosenKeyPattern);
  const [scope, setScope] = useState<'all' | 'chosen'>('all');
  const [changing, setChanging] = useState<'idle' | 'busy'>('idle');
  const [failure, setFailure] = useState<string>();
  const [everything] = useState(() => [...library.state.papers.values()].map(({ id }) => id));
  const papers = scope === 'all' ? everything : chosen;
  const read = useMemo(() => readKeyPattern(typed), [typed]);
  const preview = useKeyPreview(papers, read.ok ? read.pattern : undefined);
  const count = preview?.changed.length ?? 0;

  const change = async () => {
    if (preview === undefined) return;
    setChanging('busy');
    try {
      await rekey(library, preview.changed, typed);
      closeOverlay();
    } catch (error) {
      setFailure(errorText(error));
      setChanging('idle');
    }
  };
  const keepForNew = async () => {
    try {
      await chooseKeyPattern(host, typed.trim());
      showToast('New papers get keys by this pattern; all others keep theirs');
      closeOverlay();
    } catch (error) {
      setFailure(errorText(error));
    }
  };

  return (
    <Sheet
      title="Citation keys by a pattern"
      onClose={closeOverlay}
      footer={
        <>
          <p className="citation-keys__failure" role="status">
            {failure}
          </p>
          <Button state={read.ok ? 'ready' : 'disabled'} onPress={() => void keepForNew()}>
            Use for new papers
          </Button>
          <Button
            kind="primary"
            state={changing === 'busy' ? 'busy' : count === 0 ? 'disabled' : 'ready'}
            onPress={() => void change()}
          >
            {count === 0 ? 'Change keys' : `Change ${counted(count, 'key')}`}
          </Button>
        </>
      }
    >
      <div className="citation-keys">
        <TextField
          label="Pattern"
          value={typed}
          onChange={setTyped}
          font="mono"
          focus="auto"
          description="A key stays as it is until you change it here. The key before goes on working as an alias."
          {...(!read.ok && { error: read.reason })}
        />
        <Tokens onInsert={token => setTyped(`${typed}${token}`)} />
        {chosen.length > 0 && chosen.length < everything.length && (
          <Scope scope={scope} all={everything.length} chosen={chosen.length} onChange={setScope} />
        )}
        <KeyChanges preview={preview} total={papers.length} pattern={read.ok ? 'read' : 'wrong'} />
      </div>
    </Sheet>
  );
}

function Tokens({ onInsert }: { readonly onInsert: (token: string) => void }) {
  return (
    <ul className="citation-keys__tokens" aria-label="What can stand in it">
      {KEY_TOKENS.map(({ token, means }) => (
        <li key={token} className="citation-keys__token">
          <button type="button" className="citation-keys__insert" onClick={() => onInsert(token)}>
            <span className="visually-hidden">Add </span>
            {token}
          </button>
          {means}
        </li>
      ))}
    </ul>
  );
}

interface ScopeProps {
  readonly scope: 'all' | 'chosen';
  readonly all: number;
  readonly chosen: number;
  readonly onChange: (scope: 'all' | 'chosen') => void;
}

function Scope({ scope, all, chosen, onChange }: ScopeProps) {
  const radio = (value: ScopeProps['scope'], label: string) => (
    <label className="citation-keys__scope">
      <input type="radio" name="scope" checked={scope === value} onChange={() => onChange(value)} />
      {label}
    </label>
  );
  return (
    <fieldset className="citation-keys__scopes">
      <legend className="visually-hidden">Papers</legend>
      {radio('all', `All ${counted(all, 'paper')}`)}
      {radio('chosen', `The ${counted(chosen, 'paper')} chosen in the list`)}
    </fieldset>
  );
}
