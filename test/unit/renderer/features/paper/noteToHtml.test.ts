import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteToHtml } from '../../../../../renderer/features/paper/noteToHtml.ts';

describe('a note as HTML', () => {
  it('renders emphasis, lists, code and tables', () => {
    const html = noteToHtml('**bold** and `x < 1`\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(html).toContain('<strong>bold</strong>');
    expect(html).toContain('<code>x &lt; 1</code>');
    expect(html).toContain('<li>one</li>');
    expect(html).toContain('<td>1</td>');
  });

  it('keeps single line breaks', () => {
    expect(noteToHtml('first\nsecond')).toContain('first<br>second');
  });

  it('puts headings below those of the paper', () => {
    expect(noteToHtml('# Doubts')).toContain('<h3>Doubts</h3>');
    expect(noteToHtml('###### Small')).toContain('<h6>Small</h6>');
  });

  it('shows HTML as text', () => {
    const html = noteToHtml('<img src=x onerror=alert(1)> and\n\n<script>alert(2)</script>');
    expect(html).not.toMatch(/<(img|script)/iu);
    expect(html).toContain('&lt;script&gt;');
  });

  it('loads no pictures', () => {
    const html = noteToHtml('![a plot](https://example.org/plot.png)');
    expect(html).toContain('a plot');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('example.org');
  });

  it('makes https links only, and leaves the words of others', () => {
    expect(noteToHtml('[paper](https://example.org/a)')).toContain('href="https://example.org/a"');
    for (const bad of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
    ]) {
      const html = noteToHtml(`[words](${bad})`);
      expect(html).toContain('words');
      expect(html).not.toContain('href');
    }
  });

  it('makes no tag of its own choosing out of any text', () => {
    const allowed =
      /^<\/?(p|br|hr|blockquote|pre|code|strong|em|del|a|ul|ol|li|h[3-6]|table|thead|tbody|tr|th|td)\b/u;
    const spicy = fc.string({
      unit: fc.constantFrom(
        ...'<>"\'`[]()!*_#&;=/\\ \n-|:',
        'script',
        'on',
        'javascript:',
        'https://',
        'img',
        'a',
      ),
      maxLength: 40,
    });
    fc.assert(
      fc.property(spicy, text => {
        for (const [tag] of noteToHtml(text).matchAll(/<[^>]*/gu)) expect(tag).toMatch(allowed);
      }),
    );
  });
});
