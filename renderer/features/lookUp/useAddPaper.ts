import { useMemo, useState } from 'react';
import type { FoundIdentifiers } from '../../../shared/domain/identifiers.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import type { AddedWork } from '../../../shared/library/command.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { errorText } from '../../actions/command.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryVersion } from '../../hooks/useLibrary.ts';
import { useLookUpSettings, type LookUpControl } from '../../hooks/useLookUpSettings.ts';
import { useSession } from '../../session/session.ts';
import { addWorks, foundWork, typedWork } from './addWorks.ts';
import { paperTitled, paperWith } from './inLibrary.ts';
import type { Candidate } from './candidates.ts';
import type { LookUpProgress } from './lookUpRun.ts';
import { showPaper } from './showPaper.ts';
import { understand, type Understood } from './understand.ts';
import { useAsk } from './useAsk.ts';

/** What the dialog that adds papers shows and does. */
export interface AddPaper {
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly understood: Understood;
  /** What the text names by identifiers. */
  readonly works: readonly FoundIdentifiers[];
  /** `many`: several identifiers, which are added together. */
  readonly amount: 'one' | 'many';
  /** The one work, if it is in the library. */
  readonly known: Paper | undefined;
  readonly control: LookUpControl;
  readonly progress: LookUpProgress<string> | undefined;
  /** Works to choose one from, best first. */
  readonly found: readonly Candidate[];
  /** Of several works, those that were found and are new. */
  readonly addable: readonly (readonly AddedWork[])[];
  /** The title for adding by hand; `asked` says whether it has a field of its own. */
  readonly hand: {
    readonly title: string;
    readonly typed: string;
    readonly asked: 'no' | 'shown' | 'chosen';
  };
  readonly setTitle: (title: string) => void;
  readonly refusal: string | undefined;
  readonly lookUp: () => void;
  readonly stop: () => void;
  readonly addFound: (place: number) => void;
  readonly addByHand: (then: 'show' | 'details') => void;
  /** What Enter does: show what is known, add the pointed one, or look up, or add by hand. */
  readonly proceed: (pointed: number) => void;
}

/** The state of adding papers: what was typed, what it names, what was found. */
export function useAddPaper(pasted: string): AddPaper {
  const app = useApp();
  const { library } = app;
  useLibraryVersion();
  const control = useLookUpSettings();
  const ask = useAsk();
  const [typed, setTyped] = useState(pasted);
  const [title, setTitle] = useState('');
  const [byHand, setByHand] = useState<'offered' | 'chosen'>('offered');
  const [refusal, setRefusal] = useState<string>();

  const understood = useMemo(() => understand(typed), [typed]);
  const works = understood.kind === 'works' ? understood.works : [];
  const amount = works.length > 1 ? 'many' : 'one';
  const { progress } = ask;
  const known = amount === 'one' ? knownPaper(library.state, understood) : undefined;
  const found = amount === 'one' ? (progress?.answers[0]?.works ?? []) : [];
  const addable = amount === 'many' ? newWorks(library.state, works, progress) : [];
  const isOff = control.settings?.use === 'off';
  const asked = works.length !== 1 ? 'no' : byHand === 'chosen' ? 'chosen' : isOff ? 'shown' : 'no';
  const hand = {
    title: understood.kind === 'title' ? understood.title : title.trim(),
    typed: title,
    asked,
  } as const;

  const add = (added: readonly AddedWork[], then: 'show' | 'details') => {
    try {
      const paper = addWorks(library, added);
      if (paper === undefined) return closeOverlay();
      showPaper(app, paper);
      if (then === 'details') useSession.setState({ overlay: { kind: 'details', paper: paper.id } });
    } catch (error) {
      setRefusal(errorText(error));
    }
  };
  const addFound = (place: number) => {
    const chosen = found[place];
    if (chosen !== undefined) add(foundWork(chosen, works[0] ?? {}), 'show');
  };
  const addByHand = (then: 'show' | 'details') => {
    if (hand.title === '') setByHand('chosen');
    else add([typedWork(hand.title, works[0] ?? {})], then);
  };
  const lookUp = () => {
    setRefusal(undefined);
    ask.start(understood);
  };
  const proceed = (pointed: number) => {
    if (understood.kind === 'nothing' || progress?.phase === 'running') return;
    if (known !== undefined) showPaper(app, known);
    else if (found.length > 0) addFound(pointed);
    else if (addable.length > 0) add(addable.flat(), 'show');
    else if (hand.asked === 'chosen') addByHand('show');
    // Not known yet counts as on: while it is off, the host asks nobody and says so.
    else if (!isOff) lookUp();
    else if (amount === 'one') addByHand('show');
  };
  return {
    typed,
    type: text => {
      setTyped(text);
      setRefusal(undefined);
      setByHand('offered');
      ask.forget();
    },
    ...{ understood, works, amount, known, control, progress, found, addable, hand, setTitle, refusal },
    ...{ lookUp, stop: ask.cancel, addFound, addByHand, proceed },
  };
}

function knownPaper(state: LibraryState, understood: Understood): Paper | undefined {
  if (understood.kind === 'title') return paperTitled(state, understood.title);
  const [work] = understood.kind === 'works' ? understood.works : [];
  return work && paperWith(state, work);
}

function newWorks(
  state: LibraryState,
  works: readonly FoundIdentifiers[],
  progress: LookUpProgress<string> | undefined,
): (readonly AddedWork[])[] {
  return (progress?.answers ?? []).flatMap(({ id, works: [first] }) => {
    const asked = works[Number(id)];
    if (first === undefined || asked === undefined || paperWith(state, asked) !== undefined) return [];
    return [foundWork(first, asked)];
  });
}
