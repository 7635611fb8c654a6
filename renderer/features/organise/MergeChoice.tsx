import { useState } from 'react';
import type { Paper } from '../../../shared/domain/paper.ts';
import { mergePapers } from '../../actions/mergePapers.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { FormDialog } from './FormDialog.tsx';
import './MergeChoice.css';

export interface MergeChoiceProps {
  readonly papers: readonly [Paper, Paper];
  readonly onBack: () => void;
}

/** Which of two papers stays: its title, abstract and citation key do; listings, tags, note and star of both come together. */
export function MergeChoice({ papers, onBack }: MergeChoiceProps) {
  const { library } = useApp();
  const [first, second] = papers;
  const [kept, setKept] = useState(first.id);
  const merge = () => {
    const [into, from] = kept === first.id ? [first, second] : [second, first];
    void mergePapers(library, into, from);
    useSession.setState({ focused: into.id });
  };
  return (
    <FormDialog
      title="Which one stays?"
      verb="Merge"
      aside={<Button onPress={onBack}>Back</Button>}
      onSubmit={merge}
    >
      {refusal => (
        <fieldset className="merge">
          <legend className="form__about">
            Its title, abstract and citation key stay. Listings, tags, notes and stars of both come together,
            and you can undo it.
          </legend>
          {papers.map(paper => (
            <label key={paper.id} className="merge__paper">
              <input
                type="radio"
                name="kept"
                checked={kept === paper.id}
                autoFocus={paper === first}
                onChange={() => setKept(paper.id)}
              />
              <span className="merge__title" dir="auto">
                {paper.title}
              </span>
              <span className="merge__key">{paper.citationKey}</span>
            </label>
          ))}
          {refusal !== undefined && (
            <p className="merge__refusal" role="alert">
              {refusal}
            </p>
          )}
        </fieldset>
      )}
    </FormDialog>
  );
}
