import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../shared/query/parse.ts';
import type { QueryNode, UnderstoodPart } from '../../../shared/query/types.ts';

/** A tree as a short text: `and(graph, not(title:lattice))`. */
function write(node: QueryNode): string {
  switch (node.kind) {
    case 'all':
      return 'all';
    case 'and':
    case 'or':
      return `${node.kind}(${node.nodes.map(write).join(', ')})`;
    case 'not':
      return `not(${write(node.node)})`;
    case 'word':
      return (node.field ? `${node.field}:` : '') + node.text;
    case 'phrase':
      return `${node.field ? `${node.field}:` : ''}"${node.text}"`;
    case 'is':
      return `is ${node.state}`;
    case 'has':
      return `has ${node.what}`;
    case 'in':
      return `in ${node.digest}`;
    case 'year':
      return `year ${node.from} to ${node.to}`;
    case 'listed':
      return `listed ${node.relation} ${node.times}`;
  }
}

function read(query: string): string {
  return write(parseQuery(query).node);
}

/** Every part as `written → role: meaning`. */
function understood(query: string): string[] {
  return parseQuery(query).parts.map(
    ({ from, to, role, meaning }) => `${query.slice(from, to)} → ${role}: ${meaning}`,
  );
}

describe('a query is read as', () => {
  test.each([
    ['', 'all'],
    ['   ', 'all'],
    ['graph', 'graph'],
    ['graph neural', 'and(graph, neural)'],
    ['"graph neural"', '"graph neural"'],
    ['“graph neural”', '"graph neural"'],
    ['-survey', 'not(survey)'],
    ['-"a survey"', 'not("a survey")'],
    ['-(a b)', 'not(and(a, b))'],
    ['a OR b', 'or(a, b)'],
    ['a b OR c', 'or(and(a, b), c)'],
    ['a (b OR c)', 'and(a, or(b, c))'],
    ['a or b', 'and(a, or, b)'],
    ['((a))', 'a'],
    ['()', 'all'],
    ['a () b', 'and(a, b)'],
    ['title:graph', 'title:graph'],
    ['Title:graph', 'title:graph'],
    ['title:(a b)', 'and(title:a, title:b)'],
    ['title:(a OR -b)', 'or(title:a, not(title:b))'],
    ['title:(a is:read (b))', 'and(title:a, is read, title:b)'],
    ['tag:"group meeting"', 'tag:"group meeting"'],
    ['author:lake', 'author:lake'],
    ['venue:"of lakes"', 'venue:"of lakes"'],
    ['-tag:"group meeting"', 'not(tag:"group meeting")'],
    ['abstract:a note:b key:c', 'and(abstract:a, note:b, key:c)'],
    ['is:unread', 'is unread'],
    ['IS:Reading', 'is reading'],
    ['-is:archived', 'not(is archived)'],
    ['is:starred is:read', 'and(is starred, is read)'],
    ['has:note has:date has:link', 'and(has note, has date, has link)'],
    ['in:june', 'in june'],
    ['in:(june 13)', 'in june 13'],
    ['in:"june 13"', 'in june 13'],
    ['-in:(june  13) a', 'and(not(in june 13), a)'],
    ['year:2023', 'year 2023 to 2023'],
    ['year:2023..', 'year 2023 to 9999'],
    ['year:..2025', 'year 0 to 2025'],
    ['year:2023..2025', 'year 2023 to 2025'],
    ['year:2025..2023', 'year 2023 to 2025'],
    ['listed:2', 'listed = 2'],
    ['listed:>2', 'listed > 2'],
    ['listed:>=2', 'listed >= 2'],
    ['listed:<2', 'listed < 2'],
    ['listed:<=2', 'listed <= 2'],
    ['gpt-4', 'gpt-4'],
    ['a"b c"d', 'and(a, "b c", d)'],
  ])('%s', (query, tree) => {
    expect(read(query)).toBe(tree);
  });
});

describe('what is not known is text', () => {
  test.each([
    ['foo:bar', 'foo:bar'],
    ['-foo:bar', 'not(foo:bar)'],
    ['foo:"bar baz"', 'foo:"bar baz"'],
    ['foo:(a b)', 'and(foo, a, b)'],
    ['is:purple', 'is:purple'],
    ['is:"read"', 'is:"read"'],
    ['has:tail', 'has:tail'],
    ['year:23', 'year:23'],
    ['year:..', 'year:..'],
    ['year:2023-2025', 'year:2023-2025'],
    ['listed:many', 'listed:many'],
    ['https://example.org/x', 'https://example.org/x'],
    ['"graph neural', 'and(graph, neural)'],
    ['-"graph', 'graph'],
    ['(a OR b', 'or(a, b)'],
    ['a OR b)', 'or(a, b)'],
    [')(', 'all'],
    ['title:(a', 'and(title, a)'],
    ['title:', 'title:'],
    ['title: a', 'and(title:, a)'],
    ['a OR', 'and(a, OR)'],
    ['OR a', 'and(OR, a)'],
    ['a OR OR b', 'or(and(a, OR), b)'],
    ['(a OR) b', 'and(a, OR, b)'],
    ['-', 'all'],
    ['- a', 'a'],
    ['&& a', 'a'],
    ['in:()', 'in'],
    ['constructor:a', 'constructor:a'],
    ['__proto__:a', '__proto__:a'],
  ])('%s', (query, tree) => {
    expect(read(query)).toBe(tree);
  });
});

describe('the parts say', () => {
  test('how each piece was understood', () => {
    expect(understood('graph title:"a b" -is:read year:2023..2025 listed:>1 in:june OR -(x)')).toEqual([
      'graph → text: “graph”',
      'title:"a b" → text: title has “a b”',
      '-is:read → filter: not is read',
      'year:2023..2025 → filter: issued 2023 to 2025',
      'listed:>1 → filter: listed more than 1 time',
      'in:june → filter: in a digest named “june”',
      'OR → operator: or',
      '-( → operator: not (',
      'x → text: “x”',
      ') → operator: )',
    ]);
  });

  test('what was taken as text although it looks like more', () => {
    expect(understood('is:purple "a ) OR')).toEqual([
      'is:purple → unknown: “is:purple” is not known: searched as text',
      '" → unknown: a quotation mark without its partner: left out',
      'a → text: “a”',
      ') → unknown: a parenthesis without its partner: left out',
      'OR → unknown: “OR” needs something on both sides: searched as text',
    ]);
  });

  test('what a word in a field’s parentheses is looked for in', () => {
    expect(understood('title:(a)')[1]).toBe('a → text: title has “a”');
  });
});

describe('any text at all', () => {
  const hard = fc.string({
    unit: fc.constantFrom(...'ab -"()“:.<>=2OR', 'title:', 'is:', 'in:(', ' OR ', '\n', '😀', 'é'),
  });

  test('is read without failing, in parts that follow one another', () => {
    fc.assert(
      fc.property(fc.oneof(hard, fc.string({ unit: 'binary' })), query => {
        const { parts } = parseQuery(query);
        parts.forEach((part, index) => {
          const before: UnderstoodPart | undefined = parts[index - 1];
          expect(part.from).toBeGreaterThanOrEqual(before?.to ?? 0);
          expect(part.to).toBeGreaterThan(part.from);
          expect(part.to).toBeLessThanOrEqual(query.length);
          expect(part.meaning).not.toBe('');
        });
      }),
      { numRuns: 2_000 },
    );
  });

  test('leaves nothing but spaces unexplained', () => {
    fc.assert(
      fc.property(hard, query => {
        const { parts } = parseQuery(query);
        let left = query;
        for (const { from, to } of parts) left = left.slice(0, from) + ' '.repeat(to - from) + left.slice(to);
        expect(left.trim()).toBe('');
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['parentheses', '('.repeat(5_000) + ')'.repeat(5_000)],
    ['opening parentheses', '('.repeat(10_000)],
    ['nested alternatives', '(a OR (b '.repeat(1_000) + '))'.repeat(1_000)],
    ['nested negations', '-('.repeat(3_000) + 'a' + ')'.repeat(3_000)],
    ['quotation marks', '"'.repeat(10_001)],
    ['minus signs', '-'.repeat(10_000)],
    ['colons', 'a:'.repeat(5_000)],
  ])('10,000 characters of %s are read and make no deep tree', (_name, query) => {
    expect(depth(parseQuery(query).node)).toBeLessThan(120);
  });
});

function depth(node: QueryNode): number {
  if (node.kind === 'not') return 1 + depth(node.node);
  if (node.kind === 'and' || node.kind === 'or') return 1 + Math.max(...node.nodes.map(depth));
  return 1;
}
