/**
 * What an action asks of a flow that it doesn't know: actions stand below the features, so they ask here and whichever
 * feature is on the screen answers. Answered synchronously, because a file chooser opens only within the user's key press.
 */
export type FlowRequest =
  /** Choose dumps (system dialog or the page's own file input) and import them. */
  | { readonly kind: 'chooseFiles' }
  | { readonly kind: 'chooseFolder' }
  /** Read the clipboard and import its text. */
  | { readonly kind: 'pasteDump' }
  | { readonly kind: 'importSample' }
  | { readonly kind: 'makeSnapshot' }
  /** Save the whole library as one file, or choose such a file and bring it in. */
  | { readonly kind: 'saveBackup' }
  | { readonly kind: 'takeBackup' }
  /** Put the caret into the note of the focused paper. */
  | { readonly kind: 'writeNote' };

type Listener = (request: FlowRequest) => void;

const listeners = new Set<Listener>();

/** Asks; answered by every feature that listens. */
export function requestFlow(request: FlowRequest): void {
  for (const listener of listeners) listener(request);
}

/** Returns the function that stops listening. */
export function listenForRequests(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
