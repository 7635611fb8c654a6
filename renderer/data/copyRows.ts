import type { LibraryCopy } from '../../shared/host/libraryApi.ts';
import type { AllRowCounts } from '../../shared/library/change.ts';
import { ContentHash } from '../../shared/library/contentHash.ts';
import type { TableRows } from '../../shared/library/schemas.ts';
import { TABLE_NAMES } from '../../shared/library/tables.ts';
import type { CallArguments } from '../../shared/host/api.ts';
import type { HostClient } from '../host/types.ts';
import { MAX_ROWS_PER_CALL } from '../../shared/host/limits.ts';

/** How far something long has come. */
export interface Progress {
  readonly what: 'comparing' | 'reading' | 'catchingUp' | 'writing';
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;

/** What came from the host is not what it has: a row was lost or changed on the way. */
class CopyIncomplete extends Error {
  constructor() {
    super(
      'The library could not be read from its files: what arrived is not what they hold. Nothing was changed. Try again; ' +
        'if it happens again, restart Pandect.',
    );
    this.name = 'CopyIncomplete';
  }
}

/** All rows of a copy, given as `take` goes along. The copy's own description comes back once every row was checked. */
export async function readCopy(
  host: Pick<HostClient, 'call'>,
  of: CallArguments<'copies.open'>['of'],
  take: (rows: TableRows) => Promise<void> | void,
  onProgress: OnProgress = () => undefined,
): Promise<LibraryCopy> {
  const copy = await host.call('copies.open', { of });
  try {
    const total = countAll(copy.counts);
    const hash = new ContentHash();
    let done = 0;
    onProgress({ what: 'reading', done, total });
    for await (const portion of portionsOf(host, copy)) {
      for (const row of portion.rows) hash.add(portion.table, row);
      await take(portion);
      done += portion.rows.length;
      onProgress({ what: 'reading', done, total });
    }
    if (done !== total || hash.value !== copy.hash) throw new CopyIncomplete();
    return copy;
  } finally {
    // Whoever could not be told forgets it by itself.
    await host.call('copies.close', { copy: copy.copy }).catch(() => undefined);
  }
}

/** So many portions are on their way while one is worked on: the host then never waits for the page, nor the page for it. */
const PORTIONS_AHEAD = 2;

/** Portion by portion, in order. */
async function* portionsOf(
  host: Pick<HostClient, 'call'>,
  { copy, counts }: LibraryCopy,
): AsyncGenerator<TableRows, void> {
  const requests = TABLE_NAMES.flatMap(table =>
    Array.from({ length: Math.ceil(counts[table] / MAX_ROWS_PER_CALL) }, (_, portion) => ({
      copy,
      table,
      from: portion * MAX_ROWS_PER_CALL,
      count: MAX_ROWS_PER_CALL,
    })),
  );
  const coming: Promise<TableRows>[] = [];
  for (let asked = 0; asked < requests.length || coming.length > 0;) {
    const request = requests[asked];
    if (request !== undefined && coming.length <= PORTIONS_AHEAD) {
      const answer = host
        .call('copies.rows', request)
        // The rows are of the table that was asked for.
        .then(rows => ({ table: request.table, rows }) as unknown as TableRows);
      // Its failure is met when its turn comes.
      answer.catch(() => undefined);
      coming.push(answer);
      asked += 1;
    } else {
      yield await coming.shift()!;
    }
  }
}

export function countAll(counts: AllRowCounts): number {
  return TABLE_NAMES.reduce((sum, table) => sum + counts[table], 0);
}
