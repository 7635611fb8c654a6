import type * as v from 'valibot';
import { LOOK_UP_ADDRESSES, lookUpCalls, type LookUpSettings } from '../../../shared/host/lookUpApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { LOOK_UP_SERVICES, type LookUpService } from '../../../shared/host/lookUpServices.ts';

/** What the user chose about looking papers up; whatever was not chosen is as in `withDefaults`. */
export const lookUpChoice = lookUpCalls['lookUp.configure'];
export type LookUpChoice = v.InferOutput<typeof lookUpChoice>;

/** Names that lead to this very machine, as the URL parser writes them. */
const THIS_MACHINE = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Enough for any address that is written in plain letters, and nothing that could end a header or a comment in it. */
const EMAIL = /^[A-Za-z\d_.!#$%&'*+/=?^`{|}~-]+@[A-Za-z\d](?:[A-Za-z\d.-]*[A-Za-z\d])?$/u;

/** The settings in force: off, and each service at its own address, unless chosen otherwise. An unusable choice is none. */
export function withDefaults(choice: LookUpChoice = {}): LookUpSettings {
  const serviceOf = (name: LookUpService) => {
    const chosen = choice.services?.[name];
    const address = chosen?.address === undefined ? undefined : usableAddress(chosen.address);
    return { use: chosen?.use ?? 'on', address: address ?? LOOK_UP_ADDRESSES[name] } as const;
  };
  return {
    use: choice.use ?? 'off',
    email: choice.email !== undefined && EMAIL.test(choice.email) ? choice.email : '',
    services: {
      arxiv: serviceOf('arxiv'),
      crossref: serviceOf('crossref'),
      semanticScholar: serviceOf('semanticScholar'),
      huggingFace: serviceOf('huggingFace'),
    },
  };
}

/** What is chosen after a change; addresses as the URL parser understands them. Throws `badArguments` in words. */
export function changedChoice(before: LookUpChoice, change: LookUpChoice): LookUpChoice {
  const email = change.email?.trim();
  if (email !== undefined && email !== '' && !EMAIL.test(email)) throw notAnEmail(email);
  const services = { ...before.services };
  for (const name of LOOK_UP_SERVICES) {
    const given = change.services?.[name];
    if (given === undefined) continue;
    services[name] = {
      ...services[name],
      ...(given.use !== undefined && { use: given.use }),
      ...(given.address !== undefined && { address: checkedAddress(given.address) }),
    };
  }
  return {
    ...before,
    ...(change.use !== undefined && { use: change.use }),
    ...(email !== undefined && { email }),
    services,
  };
}

/** The base address without a slash at its end, if it is https or leads to this machine, and holds nothing else. */
function usableAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && THIS_MACHINE.has(url.hostname));
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isSafe && isPlain ? url.href.replace(/\/+$/u, '') : undefined;
}

function checkedAddress(text: string): string {
  const address = usableAddress(text);
  if (address !== undefined) return address;
  throw new HostError(
    'badArguments',
    `“${text.slice(0, 200)}” can’t be the address of a service. It has to start with https:// (or with http:// for a server on this computer, such as http://127.0.0.1:8080), and may have no user name, “?” or “#” in it. The settings are as they were.`,
  );
}

function notAnEmail(text: string): HostError {
  return new HostError(
    'badArguments',
    `“${text}” is no email address that could be told to Crossref. The settings are as they were. Correct it, or leave it empty.`,
  );
}
