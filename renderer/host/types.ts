import type { CallArguments, CallName, CallResult, EventName, HostEvents } from '../../shared/host/api.ts';

/** The page's side: the same calls over whichever transport; failures reject with `HostError`. */
export interface HostClient {
  call<C extends CallName>(call: C, args: CallArguments<C>, signal?: AbortSignal): Promise<CallResult<C>>;
  /** Returns the function that stops listening. */
  listen<E extends EventName>(event: E, listener: (data: HostEvents[E]) => void): () => void;
}
