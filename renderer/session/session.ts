import { create } from 'zustand';
import type { DigestId, PaperId, SnapshotId } from '../../shared/domain/ids.ts';
import type { Sort, View } from '../../shared/domain/view.ts';
import type { Finding } from '../../shared/host/libraryApi.ts';
import { readPlace } from './place.ts';
import { PREFERENCES, readPreferences, writePreferences } from './preferences.ts';

/** Papers as a place of the library and a query in it; an empty query finds all. */
export interface Place {
  readonly view: View;
  readonly query: string;
}

/** What stands above the three panes, if anything. Only one at a time. */
export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'import' }
  /** `from`: left out for papers that were chosen one by one. */
  | {
      readonly kind: 'export';
      readonly papers: readonly PaperId[];
      readonly what: string;
      readonly from?: Place;
    }
  | { readonly kind: 'tag'; readonly papers: readonly PaperId[] }
  | { readonly kind: 'collect'; readonly papers: readonly PaperId[] }
  | { readonly kind: 'editKey'; readonly paper: PaperId }
  | { readonly kind: 'details'; readonly paper: PaperId }
  /** `text`: what was pasted to be added. */
  | { readonly kind: 'addPaper'; readonly text?: string }
  | { readonly kind: 'lookUp'; readonly papers: readonly PaperId[] }
  | { readonly kind: 'citationKeys'; readonly papers: readonly PaperId[] }
  | { readonly kind: 'merge'; readonly paper: PaperId }
  | { readonly kind: 'saveSearch' }
  | { readonly kind: 'sort' }
  /** `at`: what the user came for. */
  | { readonly kind: 'settings'; readonly at?: 'keptFiles' }
  /** `chosen`: the one to begin with, else the newest. */
  | { readonly kind: 'snapshots'; readonly chosen?: SnapshotId }
  | { readonly kind: 'renameDigest' | 'digestYear'; readonly digest: DigestId };

/** A button of a message. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** A message at the bottom left; `undo` offers to take the last step back. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly offers: 'undo' | 'nothing';
  /** What else can be done about it; the message goes when one of them is chosen. */
  readonly actions: readonly ToastAction[];
  readonly tone: 'quiet' | 'error';
}

/** What the user is looking at. Not part of the library: never undone, not journalled. */
export interface Session {
  readonly view: View;
  readonly query: string;
  /** Order of every view that has no order of its own. */
  readonly sort: Sort;
  /** Order while searching. */
  readonly searchSort: Sort;
  /** Order in a digest's view. */
  readonly digestSort: Sort;
  /** The paper the keys act on and the paper pane shows. */
  readonly focused: PaperId | null;
  readonly selected: ReadonlySet<PaperId>;
  /** Where `*` starts its range from. */
  readonly anchor: PaperId | null;
  /** Which pane a narrow window shows. */
  readonly pane: 'sidebar' | 'list' | 'paper';
  readonly overlay: Overlay;
  readonly toast: Toast | null;
  /** What the files showed and the user has not yet put aside. */
  readonly findings: readonly Finding[];
  readonly rawText: 'readable' | 'raw';
  /** While searching: why the focused paper is found. */
  readonly why: 'shown' | 'hidden';
  readonly density: Density;
}

/** Two-line rows with the first words of the abstract, or one line a paper. */
export type Density = 'comfortable' | 'compact';

const START: Session = {
  view: { kind: 'status', status: 'unread' },
  query: '',
  sort: { key: 'added', direction: 'descending' },
  searchSort: { key: 'match', direction: 'descending' },
  digestSort: { key: 'rank', direction: 'ascending' },
  focused: null,
  selected: new Set(),
  anchor: null,
  pane: 'list',
  overlay: { kind: 'none' },
  toast: null,
  findings: [],
  rawText: 'readable',
  why: 'hidden',
  density: 'comfortable',
};

/** The session as a React hook and, through `useSession.getState`/`setState`, as a plain store. */
export const useSession = create<Session>()(() => ({ ...START, ...readPreferences(), ...startPlace() }));

/** Where the last window was left. */
function startPlace(): Partial<Session> {
  const place = readPlace();
  return place ? { view: place.view, focused: place.focused, pane: place.pane } : {};
}

useSession.subscribe((session, before) => {
  if (PREFERENCES.some(name => session[name] !== before[name])) writePreferences(session);
});
