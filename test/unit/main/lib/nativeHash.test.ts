import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { hashTextsNatively } from '../../../../main/lib/nativeHash.ts';
import { hashText, hashTextsBy } from '../../../../shared/domain/title.ts';

const inJavaScript = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

test('The host’s own SHA-256 gives every text the hash that the page gives it', () => {
  onTestFinished(() => hashTextsBy(inJavaScript));
  hashTextsNatively();
  // Lone surrogates too, which dumps can hold.
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '\u{d800}', '\u{dc00}x'), (text, end) => {
      expect(hashText(text + end)).toBe(inJavaScript(text + end).slice(0, 32));
    }),
  );
});
