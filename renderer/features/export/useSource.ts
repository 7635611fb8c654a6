import { useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { useApp } from '../../hooks/useApp.ts';
import type { Place } from '../../session/session.ts';
import type { SelectGroup } from '../../ui/Select.tsx';
import { listSources, papersIn } from './sources.ts';

/** The line for what the sheet was opened with. */
const ASKED = 'asked';

/** What is exported, and the other places it could come from. */
export interface Source {
  readonly papers: readonly PaperId[];
  readonly what: string;
  /** Where they are to be found again; left out for papers that were chosen one by one. */
  readonly from?: Place;
  readonly chosen: string;
  readonly groups: readonly SelectGroup[];
  readonly choose: (id: string) => void;
}

/** Begins with what the sheet was opened for. A search that fails leaves things as they are. */
export function useSource(asked: Pick<Source, 'papers' | 'what' | 'from'>): Source {
  const app = useApp();
  const [sources] = useState(() => listSources(app.library.state));
  const [current, setCurrent] = useState<Omit<Source, 'groups' | 'choose'>>({ ...asked, chosen: ASKED });
  const groups = [{ items: [{ id: ASKED, label: asked.what }] }, ...sources.groups];
  const choose = (id: string) => {
    const view = sources.views.get(id);
    if (view === undefined) return setCurrent({ ...asked, chosen: ASKED });
    const label = sources.groups.flatMap(({ items }) => items).find(item => item.id === id)?.label;
    papersIn(app, view).then(
      papers => setCurrent({ papers, what: label ?? asked.what, from: { view, query: '' }, chosen: id }),
      () => undefined,
    );
  };
  return { ...current, groups, choose };
}
