import type { CallArguments } from '../../../shared/host/api.ts';
import type { FoundIdentifiers } from '../../../shared/domain/identifiers.ts';
import { identifiersIn } from '../../../shared/domain/identifiers.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import type { LookUpResult } from '../../../shared/host/lookUpApi.ts';
import type { HostClient } from '../../host/types.ts';

/** What the services are asked by. */
export type FindBy = CallArguments<'lookUp.find'>['by'];

/** Has the host ask the services; when `signal` is aborted it stops asking. Rejects with `HostError`. */
export async function findWorks(host: HostClient, by: FindBy, signal: AbortSignal): Promise<LookUpResult> {
  signal.throwIfAborted();
  const request = crypto.randomUUID().replaceAll('-', '');
  const cancel = () => void host.call('lookUp.cancel', { request }).catch(() => undefined);
  signal.addEventListener('abort', cancel);
  try {
    return await host.call('lookUp.find', { request, by }, signal);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** How a work is asked for by what is known of it. */
export function findByIdentifiers({ arxiv, doi, url }: FoundIdentifiers): FindBy | undefined {
  if (arxiv !== undefined) return { kind: 'arxiv', arxiv };
  if (doi !== undefined) return { kind: 'doi', doi };
  return url === undefined ? undefined : { kind: 'url', url };
}

/** How a paper of the library is asked for by its identifiers; any other address than those that name one says nothing. */
export function findByPaper({ arxiv, doi, url }: Paper): FindBy | undefined {
  const { arxiv: inUrl, doi: doiInUrl } = url === undefined ? {} : identifiersIn(url);
  return findByIdentifiers({
    ...definedOnly({ arxiv: arxiv ?? inUrl, doi: doi ?? doiInUrl }),
  });
}

function definedOnly(identifiers: {
  readonly [I in keyof FoundIdentifiers]: string | undefined;
}): FoundIdentifiers {
  return Object.fromEntries(Object.entries(identifiers).filter(([, value]) => value !== undefined));
}
