import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SOURCES } from '../../../../main/services/lookUp/sources.ts';
import { BrokenAnswer, MOST_WORKS, type KnownWork } from '../../../../main/services/lookUp/types.ts';
import { DETAIL_NAMES } from '../../../../shared/domain/details.ts';
import { withHiddenShown } from '../../../../shared/text/visible.ts';
import { TIDES, answerAbout } from '../../../support/replayServices.ts';
import { LOOK_UP_SERVICES, type LookUpService } from '../../../../shared/host/lookUpServices.ts';

/** The works of an answer; a refusal in words gives none, and anything else fails the test. */
function read(service: LookUpService, text: string): readonly KnownWork[] {
  try {
    return SOURCES[service].read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(BrokenAnswer);
    return [];
  }
}

function expectHarmless(works: readonly KnownWork[]): void {
  expect(works.length).toBeLessThanOrEqual(MOST_WORKS);
  for (const { details, page } of works) {
    expect(details.title).not.toBe('');
    expect(Object.keys(details).filter(name => !(DETAIL_NAMES as readonly string[]).includes(name))).toEqual(
      [],
    );
    const { authors = [], issued, url, ...texts } = details;
    for (const text of [...Object.values(texts), ...authors.flatMap(author => Object.values(author))]) {
      expect(withHiddenShown(text)).toBe(text);
    }
    for (const part of Object.values(issued ?? {})) expect(Number.isInteger(part)).toBe(true);
    for (const address of [url, page]) {
      if (address !== undefined) expect(new URL(address).protocol).toMatch(/^https?:$/u);
    }
  }
}

/** The same value with one leaf, anywhere in it, put in place of by another value. */
function withChanged(value: unknown, at: number, other: unknown): unknown {
  let leaves = 0;
  const changed = (each: unknown): unknown => {
    if (leaves++ === at) return other;
    if (Array.isArray(each)) return each.map(changed);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, changed(inner)]));
  };
  return changed(value);
}

describe.each(LOOK_UP_SERVICES)('What %s answers', service => {
  const whole = answerAbout(service, TIDES);

  test('is read when it is whole', () => {
    expect(read(service, whole)).toHaveLength(1);
  });

  test('is harmless when it is cut off, or bytes of it are others', () => {
    const part = fc.tuple(fc.nat(whole.length), fc.nat(20), fc.string({ unit: 'binary', maxLength: 20 }));
    fc.assert(
      fc.property(part, fc.boolean(), ([at, length, other], isCut) => {
        const text = isCut ? whole.slice(0, at) : whole.slice(0, at) + other + whole.slice(at + length);
        expectHarmless(read(service, text));
      }),
      { numRuns: 250 },
    );
  });
});

const OF_JSON = LOOK_UP_SERVICES.filter(service => service !== 'arxiv');

describe.each(OF_JSON)('The JSON of %s', service => {
  const whole = answerAbout(service, TIDES);

  test('is harmless when any value in it is another', () => {
    const strings = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('javascript:alert(1)', '\u202e', '10.1/x', '<b>'),
    );
    const other = fc.oneof(strings, fc.jsonValue(), fc.array(strings), fc.constant({ __proto__: null }));
    fc.assert(
      fc.property(fc.nat(60), other, (at, value) => {
        expectHarmless(read(service, JSON.stringify(withChanged(JSON.parse(whole), at, value))));
      }),
      { numRuns: 250 },
    );
  });
});

test('No question makes a path that leaves the service’s base address', () => {
  const ids = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('.', '/', '%', '2', 'e', '\\', '?', '#', ':') }),
  );
  fc.assert(
    fc.property(ids, fc.constantFrom(...LOOK_UP_SERVICES), (text, service) => {
      const questions = [
        { kind: 'arxiv', arxiv: text },
        { kind: 'doi', doi: `10.5555/${text}` },
        { kind: 'page', page: text },
        { kind: 'title', title: text },
      ] as const;
      for (const question of questions) {
        const path = SOURCES[service].pathFor(question);
        if (path === undefined) continue;
        expect(new URL(`https://service.example/base${path}`).href).toMatch(
          /^https:\/\/service\.example\/base\/(?:query|works|papers?)/u,
        );
      }
    }),
    { numRuns: 1_000 },
  );
});
