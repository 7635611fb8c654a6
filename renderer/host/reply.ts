import { HostError } from '../../shared/host/wire.ts';
import type { Reply } from '../../shared/host/wire.ts';

/** The value of a reply; its error is thrown again as itself. */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new HostError(reply.error.code, reply.error.message);
}

/** What a call whose signal was aborted rejects with. */
export function cancelled(): HostError {
  return new HostError('cancelled', 'Cancelled. What was done before stays.');
}
