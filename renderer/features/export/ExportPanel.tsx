import { useState } from 'react';
import { Copy, Download, RefreshCw } from 'lucide-react';
import { completeOptions } from '../../../shared/citation/format.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { counted } from '../../hooks/counted.ts';
import { readExportChoice, writeExportChoice, type ExportChoice } from '../../hooks/exportChoice.ts';
import type { Place } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { KeepFreshField } from './KeepFreshField.tsx';
import { FormatField } from './FormatField.tsx';
import { OptionFields } from './OptionFields.tsx';
import { PREVIEWED, usePreview } from './usePreview.ts';
import { useExport } from './useExport.ts';
import { useKeepFresh } from './useKeepFresh.ts';
import { useLacks } from './useLacks.ts';
import { useSource } from './useSource.ts';
import './ExportPanel.css';

/** What the export sheet is about. */
export interface ExportPanelProps {
  readonly papers: readonly PaperId[];
  /** Where they come from: "Unread", "3 selected papers". */
  readonly what: string;
  readonly from?: Place;
}

/** Papers as a file of some format: what it will say, what it will lack, and where it goes. */
export function ExportPanel(asked: ExportPanelProps) {
  const source = useSource(asked);
  const [choice, setChoice] = useState(readExportChoice);
  const { format } = choice;
  const options = choice.options[format.id] ?? completeOptions(format);
  const { papers, what, from } = source;
  const preview = usePreview(papers, format, options);
  const lacks = useLacks(papers, format);
  const { outcome, save, copy } = useExport({ papers, what, format, options });
  const keep = useKeepFresh({ from, what, format, options });
  const change = (next: ExportChoice) => {
    setChoice(next);
    writeExportChoice(next);
  };
  const idle = papers.length === 0 ? 'disabled' : 'ready';
  return (
    <Sheet
      title={`Export ${counted(papers.length, 'paper')} as ${format.name}`}
      onClose={closeOverlay}
      footer={
        <>
          <p className={`export__outcome export__outcome--${outcome.kind}`} role="status">
            {outcome.text}
          </p>
          <Button icon={<Copy />} state={idle} onPress={copy}>
            Copy
          </Button>
          <Button
            kind="primary"
            icon={keep.isOn ? <RefreshCw /> : <Download />}
            state={keep.isOn ? keep.state : idle}
            focus="auto"
            onPress={keep.isOn ? () => keep.tie() : save}
          >
            {keep.isOn ? 'Save and keep fresh…' : 'Save…'}
          </Button>
        </>
      }
    >
      <div className="export">
        <Select
          label="Papers"
          width="wide"
          groups={source.groups}
          chosen={source.chosen}
          onChoose={source.choose}
        />
        <FormatField chosen={format} onChoose={next => change({ ...choice, format: next })} />
        <OptionFields
          format={format}
          options={options}
          onChange={next => change({ ...choice, options: { ...choice.options, [format.id]: next } })}
        />
        <KeepFreshField keep={keep} />
        <p className="export__lacks">{lacks}</p>
        <h3 className="export__heading">{headingOf(papers.length, format.output)}</h3>
        <pre className="export__preview" tabIndex={0} aria-label="Preview of the file" role="region">
          {preview}
        </pre>
      </div>
    </Sheet>
  );
}

function headingOf(count: number, output: 'text' | 'files'): string {
  if (count <= PREVIEWED) return 'Preview';
  return `First ${PREVIEWED} ${output === 'text' ? 'entries' : 'files'}`;
}
