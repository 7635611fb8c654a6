import { useState } from 'react';
import type { Format, FormatOptions } from '../../../shared/citation/format.ts';
import { errorText } from '../../actions/command.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { tellTied } from '../../hooks/freshExports.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useHasDialog } from '../../hooks/useHasDialog.ts';
import type { Place } from '../../session/session.ts';
import { exportName } from './fileName.ts';

/** What would be kept fresh. */
export interface KeepWish {
  /** Left out for papers that were chosen one by one. */
  readonly from: Place | undefined;
  readonly what: string;
  readonly format: Format;
  readonly options: FormatOptions;
}

/** How tying stands. */
export type Tying =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'exists'; readonly name: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Whether a file is to be kept fresh when it is saved, where, and the tying itself. */
export function useKeepFresh({ from, what, format, options }: KeepWish) {
  const { host, library } = useApp();
  const hasDialog = useHasDialog();
  const [isWished, setWished] = useState(false);
  const [path, setPath] = useState('');
  const [tying, setTying] = useState<Tying>({ kind: 'idle' });
  const whyNot = whyNotKept(from, format, library.access.kind === 'write');

  const tie = async (ifThere: 'refuse' | 'replace') => {
    if (from === undefined) return;
    setTying({ kind: 'working' });
    const place = hasDialog
      ? ({ how: 'ask', suggestedName: exportName(what) } as const)
      : ({ how: 'typed', path: path.trim(), ifThere } as const);
    try {
      const { id, extension } = format;
      const asked = { source: from, title: what, format: id, options, extension, place };
      const answer = await host.call('freshExports.tie', asked);
      if (answer.kind === 'exists') return setTying(answer);
      setTying({ kind: 'idle' });
      if (answer.kind === 'cancelled') return;
      closeOverlay();
      tellTied(host, answer.export, what);
    } catch (error) {
      setTying({ kind: 'failed', message: errorText(error) });
    }
  };

  const canTie = hasDialog === true || path.trim() !== '';
  const state: 'busy' | 'ready' | 'disabled' =
    tying.kind === 'working' ? 'busy' : canTie ? 'ready' : 'disabled';
  return {
    hasDialog,
    whyNot,
    /** Saving ties the file. */
    isOn: isWished && whyNot === undefined && hasDialog !== undefined,
    path,
    tying,
    wish(wished: boolean) {
      setWished(wished);
      setTying({ kind: 'idle' });
    },
    choosePath(next: string) {
      setPath(next);
      setTying({ kind: 'idle' });
    },
    tie: (ifThere: 'refuse' | 'replace' = 'refuse') => void tie(ifThere),
    /** Of the button that does it. */
    state,
  };
}

function whyNotKept(from: Place | undefined, format: Format, canWrite: boolean): string | undefined {
  if (!canWrite) return 'Only the window that writes the library keeps files fresh.';
  if (format.output === 'files') return 'Only a format that makes one file can be kept fresh.';
  if (from === undefined) {
    return 'Papers chosen one by one can’t be kept fresh: choose a view, search, tag, collection or digest above.';
  }
  return undefined;
}
