import { randomBytes } from 'node:crypto';

const LIFE_MS = 60_000;

/**
 * Keys that open the page once, soon. An address on a browser's command line can be read by every user of the machine,
 * so it carries one of these and not the token of the data folder.
 */
export interface Tickets {
  issue(): string;
  /** True the first time, and only then, for a ticket that was issued less than a minute ago. */
  redeem(ticket: string): boolean;
}

/** `now` gives milliseconds of a clock that only goes forward. */
export function createTickets(now: () => number = () => performance.now()): Tickets {
  const issued = new Map<string, number>();
  return {
    issue() {
      const ticket = randomBytes(32).toString('hex');
      issued.set(ticket, now());
      return ticket;
    },
    redeem(ticket) {
      const since = issued.get(ticket);
      issued.delete(ticket);
      return since !== undefined && now() - since < LIFE_MS;
    },
  };
}
