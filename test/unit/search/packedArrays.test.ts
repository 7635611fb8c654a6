import { expect, test } from 'vitest';
import { packArrays, unpackArrays } from '../../../renderer/search/packedArrays.ts';

const VALUE = {
  names: ['lattice', ''],
  nothing: undefined,
  flags: new Uint8Array([1, 2, 3]),
  lists: [{ words: new Uint16Array([0xffff]) }, { words: new Uint16Array(0) }],
  added: new Float64Array([0.5, -1e300]),
  ends: new Uint32Array([0xffffffff]),
};

test('typed arrays of every kind come back in their places, whatever their length', async () => {
  expect(await unpackArrays(packArrays(VALUE))).toEqual(VALUE);
});

test('a value is packed as it was then', async () => {
  const flags = new Uint8Array([1]);
  const packed = packArrays({ flags });
  flags[0] = 2;
  expect(await unpackArrays(packed)).toEqual({ flags: new Uint8Array([1]) });
});

test('bytes that are too few are refused', async () => {
  const packed = packArrays(VALUE);
  const cut = { ...packed, bytes: packed.bytes.slice(0, packed.bytes.size - 8) };
  await expect(unpackArrays(cut)).rejects.toThrow(RangeError);
});
