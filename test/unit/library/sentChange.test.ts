import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { DigestId, DumpId, PaperId } from '../../../shared/domain/ids.ts';
import type { Change } from '../../../shared/library/change.ts';
import type { Patch } from '../../../shared/library/patch.ts';
import { sentChangeSchema } from '../../../shared/library/schemas.ts';
import {
  givenDigests,
  withGivenTexts,
  withoutGivenTexts,
  type GivenDigest,
  type PutGiven,
  type SentChange,
} from '../../../shared/library/sentChange.ts';
import { listing } from './invented.ts';

const SOURCE = { dump: 'd'.repeat(32) as DumpId, digest: 'e'.repeat(32) as DigestId };
const ROW: PutGiven = { kind: 'putGiven', table: 'abstracts', ...SOURCE, rows: [['paper' as PaperId, 0]] };

function given(texts: readonly string[]): GivenDigest {
  const listings = texts.map((abstract, at) => ({ ...listing(`Title ${at}`, { abstract }), rank: at + 1 }));
  return { ...SOURCE, listings };
}

function changeOf(...patches: Patch[]): Change {
  return {
    seq: 1,
    name: 'importDigest',
    label: 'Imported 1 dump',
    at: 1,
    patches,
    counts: { papers: 0, notes: 0, digests: 0, collections: 0, savedSearches: 0, citationKeys: 0 },
    nextSerial: 0,
  };
}

function abstracts(texts: readonly string[]): Patch {
  return {
    kind: 'put',
    table: 'abstracts',
    rows: texts.map((text, at) => ({ id: `paper${at}` as PaperId, text })),
  };
}

const sentWith = (patch: unknown) => ({ ...changeOf(), patches: [patch] }) as SentChange;

describe('a change without the texts that the host has', () => {
  test('is the whole change again there, whatever of a digest it brings, and in whatever order', () => {
    const texts = fc.array(fc.constantFrom('', 'Ice.', 'Lakes.', 'Snow.', '\ud800'), { maxLength: 8 });
    fc.assert(
      fc.property(texts, texts, (brought, listed) => {
        const change = changeOf(abstracts(brought), { kind: 'remove', table: 'notes', ids: ['a'] });
        const { listings } = given(listed);
        const sent = withoutGivenTexts(change, given(listed));
        expect(withGivenTexts(sent, new Map([[SOURCE.digest, listings]]))).toEqual(change);
      }),
    );
  });

  test('names each text of the digest by its place, and the digest once', () => {
    const sent = withoutGivenTexts(
      changeOf(abstracts(['Ice.', 'Snow.'])),
      given(['Ice.', 'Lakes.', 'Snow.']),
    );
    const rows = [
      ['paper0', 0],
      ['paper1', 2],
    ];
    expect(sent.patches).toEqual([{ ...ROW, rows }]);
    expect(givenDigests([sent, sent])).toMatchObject([SOURCE]);
  });

  test('is not made up for where the digest has no such place, or is not there', () => {
    const { listings } = given(['Ice.']);
    for (const place of [1, 2 ** 40]) {
      const sent = sentWith({ ...ROW, rows: [['paper', place]] });
      expect(withGivenTexts(sent, new Map([[SOURCE.digest, listings]]))).toBeUndefined();
    }
    expect(withGivenTexts(sentWith(ROW), new Map())).toBeUndefined();
  });

  test('is taken from a page only in this form', () => {
    expect(v.is(sentChangeSchema, sentWith(ROW))).toBe(true);
    for (const wrong of [
      { table: 'notes' },
      { digest: '__proto__' },
      { rows: [['paper', -1]] },
      { rows: [['paper', 0.5]] },
      { rows: [['paper', '0']] },
      { rows: [['__proto__', 0]] },
      { rows: [['paper', 0, 'more']] },
      { text: 'more' },
    ]) {
      expect(v.is(sentChangeSchema, sentWith({ ...ROW, ...wrong })), JSON.stringify(wrong)).toBe(false);
    }
  });
});
