import { describe, expect, it } from 'vitest';
import { findByName } from '../../../../../renderer/features/commands/findByName.ts';

const names = [
  'Mark as read and go on',
  'Read the dump again',
  'Go to Read',
  'Import dumps…',
  'Star or unstar',
];
const find = (typed: string) => findByName(names, typed, name => name);

describe('finding a command by name', () => {
  it('gives all of them in their order when nothing is typed', () => {
    expect(find('  ')).toEqual(names);
  });

  it('puts a name that starts so before one with such a word', () => {
    expect(find('read')).toEqual(['Read the dump again', 'Mark as read and go on', 'Go to Read']);
  });

  it('finds letters with others in between', () => {
    expect(find('mrkrd')).toEqual(['Mark as read and go on']);
    expect(find('imp dmp')).toEqual(['Import dumps…']);
  });

  it('finds nothing for letters in another order', () => {
    expect(find('zzz')).toEqual([]);
  });
});
