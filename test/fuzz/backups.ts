import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { snapshotLines, zipped } from '../../main/services/library/snapshotFormat.ts';
import { readSnapshot, SnapshotFault } from '../../main/services/library/snapshotReading.ts';
import type { SnapshotContent } from '../../main/services/library/types.ts';
import { hostileText } from './inputs.ts';
import { anyLibrary } from './libraries.ts';
import type { FuzzTarget } from './targets.ts';

const SLOWEST_MS = 2_000;

/** The bytes of a library as one file. */
async function packed(content: SnapshotContent): Promise<Buffer> {
  const portions: Buffer[] = [];
  for await (const portion of zipped(snapshotLines(content))) portions.push(portion);
  return Buffer.concat(portions);
}

async function* portionsOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 5_000) yield bytes.subarray(from, from + 5_000);
}

/** Writes a library into a file and reads it back; throws unless it is the same. */
export async function goRound(content: SnapshotContent): Promise<void> {
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  const read = await readSnapshot(portionsOf(await packed(content)));
  if (!isDeepStrictEqual(read, content)) throw new Error('What was read is not what was written.');
  expectUntouched(before);
}

function expectUntouched(before: string): void {
  if (Object.getOwnPropertyNames(Object.prototype).join() !== before)
    throw new Error('Object.prototype was changed.');
  if (Object.keys({}).length > 0 || 'polluted' in {}) throw new Error('Every object has a field more.');
}

const trouble = fc.oneof(
  hostileText,
  fc.constantFrom(
    '{"__proto__":{"polluted":true}}',
    '{"t":"papers","r":{"__proto__":{"polluted":true},"id":"x"}}',
    '{"t":"__proto__","r":{"id":"polluted"}}',
    '{"t":"constructor","r":{"id":"prototype"}}',
    '{"t":"papers","r":null}',
    '{"t":"dumps","id":"../../etc/passwd","text":"x"}',
    '{"end":true,"rows":0,"sha256":""}',
    '[]',
    'null',
    '1e999',
  ),
  fc.json(),
);

type Harm = readonly [
  at: number,
  kind: 'drop' | 'double' | 'insert' | 'replace' | 'number' | 'name',
  more: string,
];

const harm: fc.Arbitrary<Harm> = fc.tuple(
  fc.nat(1_000),
  fc.constantFrom('drop', 'double', 'insert', 'replace', 'number', 'name'),
  trouble,
);

/** The lines with some of them changed, and often a checksum that is right again. */
function harmed(lines: readonly string[], harms: readonly Harm[], sealing: 'sealed' | 'as it is'): string[] {
  const made = [...lines];
  for (const [place, kind, more] of harms) {
    const at = place % Math.max(1, made.length);
    const line = made[at] ?? '';
    if (kind === 'drop') made.splice(at, 1);
    if (kind === 'double') made.splice(at, 0, line);
    if (kind === 'insert') made.splice(at, 0, more);
    if (kind === 'replace') made[at] = more;
    if (kind === 'number') made[at] = line.replace(/\d+/u, String(place * 1e13));
    if (kind === 'name') made[at] = line.replace(/"(id|title|r|t|seq)":/u, '"__proto__":');
  }
  if (sealing === 'as it is') return made;
  const body = made.slice(0, -1);
  const sha256 = createHash('sha256')
    .update(body.map(line => `${line}\n`).join(''))
    .digest('hex');
  return [...body, JSON.stringify({ end: true, rows: body.length - 1, sha256 })];
}

const file = fc
  .tuple(
    anyLibrary,
    fc.array(harm, { maxLength: 3 }),
    fc.constantFrom('sealed' as const, 'as it is' as const),
    fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(7)), { maxLength: 2 }),
    fc.option(fc.nat(1_000_000)),
  )
  .map(([content, harms, sealing, flips, cut]) => async (): Promise<Buffer> => {
    const lines = gunzipSync(await packed(content))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const bytes = gzipSync(`${harmed(lines, harms, sealing).join('\n')}\n`, { level: 1 });
    for (const [at, bit] of flips) bytes[at % bytes.length]! ^= 1 << bit;
    return cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
  });

/** Backups that somebody else made, or that were damaged: read whole, or refused with a reason. */
export const backupTarget: FuzzTarget = {
  share: 0.1,
  property: fc.asyncProperty(file, async make => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    const bytes = await make();
    const begun = performance.now();
    const refused = await readSnapshot(portionsOf(bytes)).then(
      () => undefined,
      (error: unknown) => error,
    );
    const ms = performance.now() - begun;
    if (refused !== undefined && !(refused instanceof SnapshotFault)) throw refused;
    expectUntouched(before);
    if (ms > SLOWEST_MS) throw new Error(`It took ${ms.toFixed(0)} ms.`);
  }) as unknown as fc.IRawProperty<unknown>,
};
