import type { EventName, HostEvent, HostEvents } from '../../shared/host/api.ts';
import { EVENT_NAMES } from '../../shared/host/eventNames.ts';

/** Who listens to which event of the host; shared by both transports. */
export interface Listeners {
  add<E extends EventName>(event: E, listener: (data: HostEvents[E]) => void): () => void;
  tell(event: HostEvent): void;
  /** How many there are, of all events. */
  count(): number;
}

export function createListeners(): Listeners {
  const byEvent = new Map<EventName, Set<(data: never) => void>>(EVENT_NAMES.map(name => [name, new Set()]));
  return {
    add(event, listener) {
      byEvent.get(event)?.add(listener);
      return () => void byEvent.get(event)?.delete(listener);
    },
    tell(event) {
      // Sets are filled by `add` alone, which pairs each listener with its own event's data.
      for (const listener of byEvent.get(event.name) ?? []) (listener as (data: unknown) => void)(event.data);
    },
    count: () => [...byEvent.values()].reduce((sum, { size }) => sum + size, 0),
  };
}
