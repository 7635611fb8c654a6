import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../../main/lib/decodeText.ts';

const TEXT = 'Gödel, Łukasiewicz and κ walk into a bar. '.repeat(20);
const utf8 = new TextEncoder().encode(TEXT);

function wide(text: string, order: 'le' | 'be'): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

describe('bytes become text', () => {
  test.each([
    ['UTF-8', utf8],
    ['UTF-8 with a byte-order mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8)],
  ])('from %s', (_what, bytes) => {
    expect(decodeText(bytes)).toEqual({ ok: true, text: TEXT, encoding: 'utf-8' });
  });

  test.each([
    ['little-endian', 'utf-16le', wide(`\ufeff${TEXT}`, 'le')],
    ['big-endian', 'utf-16be', wide(`\ufeff${TEXT}`, 'be')],
    ['little-endian without a mark', 'utf-16le', wide(TEXT, 'le')],
    ['big-endian without a mark', 'utf-16be', wide(TEXT, 'be')],
  ])('from UTF-16, %s', (_what, encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ ok: true, text: TEXT, encoding });
  });

  test('from Windows-1252, quotation marks and all', () => {
    const bytes = Uint8Array.of(0x93, 0x47, 0xf6, 0x64, 0x65, 0x6c, 0x94, 0x20, 0x97, 0x20, 0x80);
    expect(decodeText(bytes)).toEqual({ ok: true, text: '“Gödel” — €', encoding: 'windows-1252' });
  });

  test('from UTF-8 with a damaged byte, which alone is lost', () => {
    const damaged = Uint8Array.of(...utf8, 0xff, ...utf8);
    expect(decodeText(damaged)).toEqual({ ok: true, text: `${TEXT}\ufffd${TEXT}`, encoding: 'utf-8' });
  });

  test('with a NUL in it', () => {
    expect(decodeText(new TextEncoder().encode('a\0b'))).toMatchObject({ ok: true, text: 'a\0b' });
  });
});

describe('bytes that are no text', () => {
  test.each([
    ['no bytes', new Uint8Array(), 'empty'],
    ['a byte-order mark alone', Uint8Array.of(0xef, 0xbb, 0xbf), 'empty'],
    ['white space', new TextEncoder().encode(' \r\n\t\n'), 'empty'],
    ['random bytes', Uint8Array.from({ length: 4_096 }, (_, at) => (at * 37) % 256), 'binary'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d), 'binary'],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0), 'unreadable'],
    ['Shift-JIS', Uint8Array.of(0x83, 0x81, 0x83, 0x90, 0x82, 0x9d, 0x0a), 'unreadable'],
  ])('are refused: %s', (_what, bytes, code) => {
    expect(decodeText(bytes)).toEqual({ ok: false, code });
  });
});

describe('bytes that say what they are in', () => {
  // “Тест” in each.
  const koi8 = Uint8Array.of(0xf4, 0xc5, 0xd3, 0xd4);
  const cp1251 = Uint8Array.of(0xd2, 0xe5, 0xf1, 0xf2);
  const after = (start: string, bytes: Uint8Array) =>
    Uint8Array.of(...new TextEncoder().encode(start), ...bytes);

  test.each([
    ['a mail', 'Subject: x\r\nContent-Type: text/plain;\r\n charset="KOI8-R"\r\n\r\n', koi8, 'koi8-r'],
    ['a page', '<html><head><meta charset=windows-1251></head>', cp1251, 'windows-1251'],
    ['XML', '<?xml version="1.0" encoding="windows-1251"?><rss>', cp1251, 'windows-1251'],
  ])('are read so: %s', (_what, start, bytes, encoding) => {
    expect(decodeText(after(start, bytes))).toEqual({ ok: true, text: `${start}Тест`, encoding });
  });

  test('are not believed when they are not in it', () => {
    const start = '<?xml version="1.0" encoding="shift_jis"?><rss>G';
    expect(decodeText(after(start, Uint8Array.of(0xf6, 0x64, 0xff)))).toMatchObject({
      encoding: 'windows-1252',
    });
  });

  test('are not believed against UTF-8 that they are in', () => {
    const text = '<meta charset="windows-1251">Gödel';
    expect(decodeText(new TextEncoder().encode(text))).toEqual({ ok: true, text, encoding: 'utf-8' });
  });
});
