import type { CallArguments, CallName, CallResult, DigestOverview } from '../../../../../shared/host/api.ts';
import type { DigestId, DumpId } from '../../../../../shared/domain/ids.ts';
import { hashText } from '../../../../../shared/domain/title.ts';
import type { ParsedListing } from '../../../../../shared/digest-format/types.ts';
import { HostError } from '../../../../../shared/host/wire.ts';
import type { HostClient } from '../../../../../renderer/host/types.ts';
import type { ImportSource } from '../../../../../renderer/features/import/types.ts';

/** A dump of invented papers as a text: one title a line, digests parted by a line of dashes. */
export function dumpText(...digests: readonly (readonly string[])[]): string {
  return digests.map(titles => titles.join('\n')).join('\n---\n');
}

export function textSource(name: string, text: string): ImportSource {
  return { kind: 'text', name, text };
}

/** What a test may hook into. */
export interface HostHooks {
  /** Called before every call is answered. */
  readonly before?: (call: CallName, args: unknown) => void | Promise<void>;
  /** The id of a digest by its text, where another parser gives it another. */
  readonly idOf?: (text: string) => string;
}

/** A host that reads `dumpText` dumps: the page's side of the boundary, kept in memory. */
export function titleHost({ before, idOf = hashText }: HostHooks = {}): HostClient {
  const listings = new Map<DigestId, readonly ParsedListing[]>();

  const read = (args: CallArguments<'dumps.read'>): CallResult<'dumps.read'> => {
    if (!('bytes' in args)) throw new HostError('notFound', `There is no file ${args.ticket}.`);
    const text = new TextDecoder().decode(args.bytes);
    if (text.includes('\0'))
      throw new HostError('binary', 'This is not text. Nothing was taken from it. Choose a dump.');
    const digests = text.split('\n---\n').map((part): DigestOverview => {
      const titles = part.split('\n').filter(title => title !== '');
      const id = idOf(part) as DigestId;
      listings.set(
        id,
        titles.map((title, place) => ({ rank: place + 1, title, abstract: `About ${title}.` })),
      );
      const header = { lines: ['Subscribe'] };
      return { id, shape: 'search-compact', header, listingCount: titles.length, notUnderstood: [] };
    });
    return { dump: hashText(text) as string as DumpId, file: args.name, digests };
  };

  const answer = (call: CallName, args: never): unknown => {
    switch (call) {
      case 'dumps.read':
        return read(args);
      case 'dumps.listings': {
        const { digest, from, count } = args as CallArguments<'dumps.listings'>;
        return listings.get(digest as DigestId)?.slice(from, from + count) ?? [];
      }
      default:
        throw new HostError('unsupported', `This host does not answer ${call}.`);
    }
  };

  return {
    async call<C extends CallName>(call: C, args: CallArguments<C>, signal?: AbortSignal) {
      await before?.(call, args);
      signal?.throwIfAborted();
      return answer(call, args as never) as CallResult<C>;
    },
    listen: () => () => undefined,
  };
}
