import type { CallResult } from '../../shared/host/api.ts';
import type { Reply } from '../../shared/host/wire.ts';
import type { Bridge } from './bridge.ts';
import { createListeners } from './listeners.ts';
import { cancelled, unwrap } from './reply.ts';
import type { HostClient } from './types.ts';

/** The calls and events over Electron's bridge. */
export function createIpcClient(bridge: Bridge): HostClient {
  const listeners = createListeners();
  bridge.listen(listeners.tell);
  return {
    async call(name, args, signal) {
      if (signal?.aborted) throw cancelled();
      const reply = (await untilAborted(bridge.call(name, args), signal)) as Reply<CallResult<typeof name>>;
      return unwrap(reply);
    },
    listen: listeners.add,
  };
}

/** The answer, or a `cancelled` error as soon as the signal aborts; the host still finishes its work. */
function untilAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return answer;
  return new Promise((resolve, reject) => {
    const stop = () => reject(cancelled());
    signal.addEventListener('abort', stop, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
