import { downloadZip } from 'client-zip';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isZip, zipTexts } from '../../../../main/lib/zipTexts.ts';

const PAGES = [
  { name: 'lake2023.md', text: '---\ntitle: "Quiet Lakes – α"\n---\n' },
  { name: 'größe.md', text: 'x'.repeat(10_000) },
];

async function zipOf(files: readonly { name: string; text: string }[]): Promise<Uint8Array> {
  const input = files.map(({ name, text }) => ({ name, input: text }));
  return new Uint8Array(await downloadZip(input).arrayBuffer());
}

/** An archive of one deflated file, as most programs write them. */
function deflated(name: string, text: string, packed = deflateRawSync(text)): Uint8Array {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(typeof crc32 === 'function' ? crc32(text) : 0, 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(text.length, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
  const entry = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

describe('An archive', () => {
  test('gives its texts of one ending, in order, without their folders', async () => {
    const zip = await zipOf([
      ...PAGES,
      { name: 'notes/deep/page.MD', text: 'deep' },
      { name: 'picture.png', text: 'no' },
    ]);
    expect(isZip(zip)).toBe(true);
    expect(zipTexts(zip, '.md')).toEqual({ ok: true, texts: [...PAGES, { name: 'page.MD', text: 'deep' }] });
  });

  test('may be deflated', () => {
    expect(zipTexts(deflated('a.md', 'lake '.repeat(500)), '.md')).toEqual({
      ok: true,
      texts: [{ name: 'a.md', text: 'lake '.repeat(500) }],
    });
  });

  test('that would unpack into more than is read is refused without unpacking it', () => {
    const bomb = deflated('a.md', '', deflateRawSync(Buffer.alloc(200 * 1024 * 1024)));
    expect(zipTexts(bomb, '.md')).toEqual({ ok: false, why: 'its files have more than 128 MB together' });
  });

  test('that is encrypted is refused', () => {
    const zip = Buffer.from(deflated('a.md', 'lake'));
    zip[zip.indexOf('PK\x01\x02', 0, 'latin1') + 8] = 1;
    expect(zipTexts(zip, '.md')).toEqual({ ok: false, why: 'it is encrypted' });
  });

  test('cut anywhere, or with any byte changed, throws nothing', async () => {
    const zip = await zipOf([{ name: 'a.md', text: 'lake' }]);
    for (let at = 0; at < zip.length; at += 1) {
      expect(zipTexts(zip.slice(0, at), '.md').ok).toBe(false);
      const changed = Uint8Array.from(zip, (byte, place) => (place === at ? byte ^ 0xff : byte));
      expect(typeof zipTexts(changed, '.md').ok).toBe('boolean');
    }
  });

  test('is told from other bytes', () => {
    expect([isZip(Buffer.from('Daily Papers')), isZip(new Uint8Array()), isZip(Buffer.from('PK'))]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
