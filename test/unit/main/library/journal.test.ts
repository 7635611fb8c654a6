import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk } from '../../../../main/lib/nodeDisk.ts';
import { readJournal } from '../../../../main/services/library/journalReader.ts';
import { openJournal } from '../../../../main/services/library/journalWriter.ts';
import { changeRecord as record, LIBRARY, LIBRARY_JSON } from '../../../support/journals.ts';

describe('the journal on this machine’s disk', () => {
  let data: string;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'pandect-journal-'));
    await writeFile(join(data, 'library.json'), LIBRARY_JSON);
  });
  afterEach(() => rm(data, { recursive: true }));

  it('gives back what was appended, by several writers one after the other', async () => {
    const folder = join(data, 'journal');
    const first = openJournal(nodeDisk, folder, { library: LIBRARY, after: 0, segment: 0 });
    await Promise.all([first.append([record(1)]), first.append([record(2), record(3)])]);
    await first.append([record(4)]);
    await first.close();
    const between = await readJournal(nodeDisk, folder, LIBRARY, 0);
    const second = openJournal(nodeDisk, folder, {
      library: LIBRARY,
      after: 4,
      segment: between.lastSegment,
    });
    await second.append([record(5)]);
    await second.close();
    expect(await readJournal(nodeDisk, folder, LIBRARY, 2)).toEqual({
      records: [record(3), record(4), record(5)],
      damage: [],
      segments: [
        { file: '0000000001.jsonl', after: 0, last: 4 },
        { file: '0000000002.jsonl', after: 4, last: 5 },
      ],
      lastSegment: 2,
    });
  });
});
