import { useId } from 'react';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { useKeepFresh } from './useKeepFresh.ts';

interface KeepFreshFieldProps {
  readonly keep: ReturnType<typeof useKeepFresh>;
}

/** Whether the file is rewritten when its papers change, and where it is, where the system has no dialog to ask. */
export function KeepFreshField({ keep }: KeepFreshFieldProps) {
  const about = useId();
  const { isOn, whyNot, hasDialog, path, tying } = keep;
  return (
    <div className="export__keep">
      <label className="export__option">
        <input
          type="checkbox"
          checked={isOn}
          disabled={whyNot !== undefined || hasDialog === undefined}
          aria-describedby={about}
          onChange={event => keep.wish(event.target.checked)}
        />
        Keep this file fresh
      </label>
      <p id={about} className="export__about">
        {whyNot ??
          'Rewritten when its papers change, while Pandect is open. A file that was edited is left alone.'}
      </p>
      {isOn && hasDialog === false && (
        <TextField
          label="File"
          value={path}
          onChange={keep.choosePath}
          font="mono"
          focus="auto"
          placeholder="/home/you/thesis/references.bib"
          description="The whole path, in a folder that is there."
          {...(tying.kind === 'failed' && { error: tying.message })}
        />
      )}
      {tying.kind === 'failed' && hasDialog === true && (
        <p className="export__outcome export__outcome--failed" role="alert">
          {tying.message}
        </p>
      )}
      {tying.kind === 'exists' && (
        <p className="export__exists" role="alert">
          <span>There is a file “{tying.name}” there already. Nothing was changed yet.</span>
          <Button kind="danger" onPress={() => keep.tie('replace')}>
            Write over it
          </Button>
        </p>
      )}
    </div>
  );
}
