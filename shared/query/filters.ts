import type { FilterNode, TextField } from './types.ts';

/** What a `name:value` means: a filter with its words, or nothing known. */
export interface UnderstoodFilter {
  readonly node: FilterNode;
  readonly meaning: string;
}

const TEXT_FIELDS: Readonly<Record<string, TextField>> = {
  title: 'title',
  abstract: 'abstract',
  note: 'note',
  tag: 'tag',
  key: 'key',
  author: 'author',
  venue: 'venue',
};

const STATES = ['unread', 'reading', 'read', 'archived', 'starred'] as const;
const HELD = ['note', 'date', 'link'] as const;
const HELD_MEANINGS = { note: 'has a note', date: 'has a date', link: 'has a link in the abstract' } as const;
const RELATIONS = {
  '<': 'listed fewer than',
  '<=': 'listed at most',
  '=': 'listed exactly',
  '>=': 'listed at least',
  '>': 'listed more than',
} as const;

/** The field a name stands for, e.g. `title` before a colon; undefined if it is none. */
export function textFieldOf(name: string | undefined): TextField | undefined {
  return name !== undefined && Object.hasOwn(TEXT_FIELDS, name) ? TEXT_FIELDS[name] : undefined;
}

/** Reads `is:unread`, `year:2023..2025` and the like; undefined if name or value is not known. */
export function understandFilter(name: string, value: string): UnderstoodFilter | undefined {
  switch (name) {
    case 'is':
      return understandState(value.toLowerCase());
    case 'has':
      return understandHeld(value.toLowerCase());
    case 'in':
      return understandDigest(value);
    case 'year':
      return understandYears(value);
    case 'listed':
      return understandListed(value);
    default:
      return undefined;
  }
}

function understandState(value: string): UnderstoodFilter | undefined {
  const state = STATES.find(known => known === value);
  return state && { node: { kind: 'is', state }, meaning: `is ${state}` };
}

function understandHeld(value: string): UnderstoodFilter | undefined {
  const what = HELD.find(known => known === value);
  return what && { node: { kind: 'has', what }, meaning: HELD_MEANINGS[what] };
}

function understandDigest(value: string): UnderstoodFilter | undefined {
  const digest = value.trim();
  if (digest === '') return undefined;
  return { node: { kind: 'in', digest }, meaning: `in a digest named “${digest}”` };
}

/** The years before and after all others, where a range is open. */
const FIRST_YEAR = 0;
const LAST_YEAR = 9999;

function understandYears(value: string): UnderstoodFilter | undefined {
  const match = /^(\d{4})?(\.\.)?(\d{4})?$/u.exec(value);
  if (match === null || (match[1] === undefined && match[3] === undefined)) return undefined;
  const isRange = match[2] !== undefined;
  if (!isRange && match[3] !== undefined) return undefined;
  const first = match[1] === undefined ? FIRST_YEAR : Number(match[1]);
  const last = match[3] !== undefined ? Number(match[3]) : isRange ? LAST_YEAR : first;
  const from = Math.min(first, last);
  const to = Math.max(first, last);
  return { node: { kind: 'year', from, to }, meaning: describeYears(from, to) };
}

function describeYears(from: number, to: number): string {
  if (from === to) return `issued ${from}`;
  if (to === LAST_YEAR) return `issued ${from} or later`;
  return from === FIRST_YEAR ? `issued ${to} or earlier` : `issued ${from} to ${to}`;
}

function understandListed(value: string): UnderstoodFilter | undefined {
  const match = /^(<=|>=|<|>|=)?(\d{1,6})$/u.exec(value);
  if (match === null) return undefined;
  const relation = (match[1] ?? '=') as keyof typeof RELATIONS;
  const times = Number(match[2]);
  return {
    node: { kind: 'listed', relation, times },
    meaning: `${RELATIONS[relation]} ${times} ${times === 1 ? 'time' : 'times'}`,
  };
}
