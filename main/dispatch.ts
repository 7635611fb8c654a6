import * as v from 'valibot';
import { hostCalls } from '../shared/host/api.ts';
import type { CallName, HostHandlers } from '../shared/host/api.ts';
import { HostError } from '../shared/host/wire.ts';
import type { Reply, WireError } from '../shared/host/wire.ts';

/** Answers one call that came over a transport; never rejects. */
export type Dispatch = (name: unknown, args: unknown) => Promise<Reply<unknown>>;

/**
 * Makes the one door to the services: the name must be a declared call, the arguments must pass its check, and what
 * goes wrong becomes a `WireError`. Failures nobody foresaw are reported in full to `log` and in general to the page.
 */
export function createDispatch(
  handlers: HostHandlers,
  log: (line: string) => void = line => process.stderr.write(`${line}\n`),
): Dispatch {
  return async (name, args) => {
    if (!isCallName(name)) {
      return failure(
        'unknownCall',
        'The page asked for something this version of Pandect does not do. Nothing was changed. Reload the page.',
      );
    }
    const checked = v.safeParse(hostCalls[name], args, { abortEarly: true });
    if (!checked.success) {
      return failure(
        'badArguments',
        `The call ${name} was refused: ${inWords(checked.issues[0])}. Nothing was changed. Reload the page and try again.`,
      );
    }
    try {
      // The check above belongs to the same name as the handler; the compiler can't see that across the union.
      const handler = handlers[name] as (args: unknown) => Promise<unknown>;
      return { ok: true, value: await handler(checked.output) };
    } catch (error) {
      if (error instanceof HostError) return failure(error.code, error.message);
      log(
        `pandect: ${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return failure(
        'internal',
        'Something went wrong inside Pandect. What you already had is unchanged. Try again; if it happens again, restart Pandect.',
      );
    }
  };
}

/** True for a declared call; names that every object inherits (`constructor`, `__proto__`) are not declared. */
function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(hostCalls, name);
}

function failure(code: WireError['code'], message: string): Reply<never> {
  return { ok: false, error: { code, message } };
}

/** Where and why, without the value itself, which may be huge. */
function inWords(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue) ?? 'the arguments';
  return `${where} should be ${issue.expected ?? 'in the agreed form'}`;
}
