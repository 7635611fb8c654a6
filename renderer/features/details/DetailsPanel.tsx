import { useMemo, useState, type KeyboardEvent } from 'react';
import { DETAIL_NAMES, type DetailName, type Details } from '../../../shared/domain/details.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { errorText } from '../../actions/command.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useApp } from '../../hooks/useApp.ts';
import { showToast } from '../../session/toast.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { DetailField } from './DetailField.tsx';
import { readDraft, typeInto, type DraftErrors } from './draft.ts';
import { keepDraft, keptDraft } from './keptDrafts.ts';
import { saveDetails } from './saveDetails.ts';
import './Details.css';

export interface DetailsPanelProps {
  readonly paper: Paper;
  readonly known: Details;
}

/** Fields that stand side by side where there is room. */
const ROWS: readonly (readonly DetailName[])[] = [
  ['title'],
  ['authors'],
  ['issued', 'venue'],
  ['arxiv', 'arxivClass'],
  ['doi', 'organisation'],
  ['url'],
  ['abstract'],
];

/** Every detail of a paper in a field of its own. What is typed is kept when the sheet is left without saving. */
export function DetailsPanel({ paper, known }: DetailsPanelProps) {
  const app = useApp();
  const [draft, setDraft] = useState(() => keptDraft(paper.id));
  const [kept] = useState(() => DETAIL_NAMES.some(name => draft[name] !== undefined));
  const [refusal, setRefusal] = useState<string>();
  const [tried, setTried] = useState<ReadonlySet<DetailName>>(new Set());
  const read = useMemo(() => readDraft(draft, known, paper.origins), [draft, known, paper.origins]);
  const touched = DETAIL_NAMES.filter(name => draft[name] !== undefined);
  const errors: DraftErrors = read.ok ? {} : read.errors;

  const change = (name: DetailName, text: string | null) => {
    const next = typeInto(draft, name, text, known);
    setDraft(next);
    keepDraft(paper.id, next);
    setRefusal(undefined);
  };
  const throwAway = () => {
    setDraft({});
    keepDraft(paper.id, {});
    setTried(new Set());
  };
  const leave = () => {
    if (touched.length > 0) showToast('What you typed is kept with the paper until you come back to it');
    closeOverlay();
  };
  const save = async () => {
    setTried(new Set(DETAIL_NAMES));
    if (!read.ok) {
      focusFirst(read.errors);
      return;
    }
    try {
      await saveDetails(app, paper, read.fields);
      keepDraft(paper.id, {});
      closeOverlay();
    } catch (error) {
      setRefusal(errorText(error));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };

  return (
    <Sheet
      title="Edit the details"
      onClose={leave}
      footer={
        <>
          <p className="details__state" role="status">
            {refusal !== undefined && <span className="details__refusal">{refusal}</span>}
            {refusal === undefined && stateInWords(touched.length, Object.keys(errors).length)}
          </p>
          {touched.length > 0 && (
            <Button kind="quiet" onPress={throwAway}>
              Discard
            </Button>
          )}
          <Button
            kind="primary"
            keys="Mod+Enter"
            keyHint="shown"
            state={touched.length === 0 ? 'disabled' : 'ready'}
            onPress={() => void save()}
          >
            Save
          </Button>
        </>
      }
    >
      <form
        className="details"
        onKeyDown={onKeyDown}
        onSubmit={event => {
          event.preventDefault();
          if (touched.length > 0) void save();
        }}
      >
        {kept && touched.length > 0 && (
          <p className="details__kept">What you typed here before and did not save is still there.</p>
        )}
        {ROWS.map(row => (
          <div key={row[0]} className="details__row">
            {row.map(name => (
              <DetailField
                key={name}
                name={name}
                paper={paper}
                known={known}
                draft={draft}
                error={tried.has(name) ? errors[name] : undefined}
                onChange={text => change(name, text)}
                onLeave={() => setTried(before => new Set([...before, name]))}
              />
            ))}
          </div>
        ))}
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}

function stateInWords(touched: number, wrong: number): string {
  if (touched === 0) return '';
  const changed = touched === 1 ? '1 field changed' : `${touched} fields changed`;
  return wrong === 0 ? changed : `${changed}, ${wrong} not understood`;
}

/** Brings the caret to what is wrong. */
function focusFirst(errors: DraftErrors): void {
  const name = DETAIL_NAMES.find(one => errors[one] !== undefined);
  document.querySelector<HTMLElement>(`[data-detail="${name}"] :is(input, textarea)`)?.focus();
}
