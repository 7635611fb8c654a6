import { useState } from 'react';
import { Copy, Download } from 'lucide-react';
import { preflight } from '../../../shared/citation/preflight.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { BibtexOptions } from '../../hooks/bibtex.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useApp } from '../../hooks/useApp.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { PREVIEWED, usePreview } from './usePreview.ts';
import { useExport } from './useExport.ts';
import './ExportPanel.css';

/** What the export sheet is about. */
export interface ExportPanelProps {
  readonly papers: readonly PaperId[];
  /** Where they come from: "Unread", "3 selected papers". */
  readonly what: string;
}

/** Papers as a BibTeX file: what it will say, what it will lack, and where it goes. */
export function ExportPanel({ papers, what }: ExportPanelProps) {
  const { library } = useApp();
  const [options, setOptions] = useState<BibtexOptions>({ abstracts: 'included', notes: 'left out' });
  const preview = usePreview(papers, options);
  const { outcome, save, copy } = useExport({ papers, what, options });
  const [lacks] = useState(() => preflight(papers.flatMap(id => library.state.papers.get(id) ?? [])));
  const idle = lacks.total === 0 ? 'disabled' : 'ready';
  const count = `${lacks.total.toLocaleString('en')} ${lacks.total === 1 ? 'paper' : 'papers'}`;
  return (
    <Sheet
      title={`Export ${count} as BibTeX`}
      onClose={closeOverlay}
      footer={
        <>
          <p className={`export__outcome export__outcome--${outcome.kind}`} role="status">
            {outcome.text}
          </p>
          <Button icon={<Copy />} state={idle} onPress={copy}>
            Copy
          </Button>
          <Button kind="primary" icon={<Download />} state={idle} focus="auto" onPress={save}>
            Save…
          </Button>
        </>
      }
    >
      <div className="export">
        <p className="export__lacks">{lacks.sentence}</p>
        <fieldset className="export__options">
          <legend className="visually-hidden">Options</legend>
          <Option
            label="Include abstracts"
            value={options.abstracts}
            onChange={abstracts => setOptions({ ...options, abstracts })}
          />
          <Option
            label="Include notes"
            value={options.notes}
            onChange={notes => setOptions({ ...options, notes })}
          />
        </fieldset>
        <h3 className="export__heading">
          {lacks.total > PREVIEWED ? `First ${PREVIEWED} entries` : 'Preview'}
        </h3>
        <pre className="export__preview" tabIndex={0} aria-label="Preview of the file" role="region">
          {preview}
        </pre>
      </div>
    </Sheet>
  );
}

interface OptionProps {
  readonly label: string;
  readonly value: 'included' | 'left out';
  readonly onChange: (value: 'included' | 'left out') => void;
}

function Option({ label, value, onChange }: OptionProps) {
  return (
    <label className="export__option">
      <input
        type="checkbox"
        checked={value === 'included'}
        onChange={event => onChange(event.target.checked ? 'included' : 'left out')}
      />
      {label}
    </label>
  );
}
