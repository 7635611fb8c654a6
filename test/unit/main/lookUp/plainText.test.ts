import { describe, expect, test } from 'vitest';
import { wordsOfMarkup } from '../../../../main/services/lookUp/plainText.ts';

describe('The words of a text in markup', () => {
  test.each([
    ['Plain words', 'Plain words'],
    ['<jats:p>One</jats:p><jats:p>two\n  lines</jats:p>', 'One\ntwo lines'],
    ['<jats:title>Abstract</jats:title><jats:p>Tides.</jats:p>', 'Tides.'],
    ['<p>Abstract: Tides.</p>', 'Tides.'],
    ['<p>Abstract nonsense</p>', 'Abstract nonsense'],
    ['<jats:sec><jats:title>Methods</jats:title><jats:p>Waves.</jats:p></jats:sec>', 'Methods\nWaves.'],
    ['H<sub>2</sub>O &amp; CO<jats:sub>2</jats:sub>', 'H2O & CO2'],
    ['if a &lt; b and c &gt; d', 'if a < b and c > d'],
    ['&lt;p&gt;Escaped &amp;amp; once more&lt;/p&gt;', 'Escaped & once more'],
    ['<mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>1</mml:mn></mml:math>', 'x=1'],
    [
      '<jats:tex-math>\\documentclass{minimal}$x$</jats:tex-math><mml:math><mml:mi>x</mml:mi></mml:math>',
      'x',
    ],
    ['<jats:tex-math>$x$</jats:tex-math>', '$x$'],
    ['Tides<script>alert(1)</script><style>p{}</style> rise', 'Tides rise'],
    ['Tides <img src=x onerror="alert(1)"> rise', 'Tides rise'],
    ['Unclosed <b>bold', 'Unclosed bold'],
    ['', ''],
  ])('of %j are %j', (markup, words) => {
    expect(wordsOfMarkup(markup)).toBe(words);
  });

  test('are read in time that grows with the length only', () => {
    const time = (text: string): number => {
      const begun = performance.now();
      wordsOfMarkup(text);
      return performance.now() - begun;
    };
    for (const part of ['<a>', '</p>', '<!--', '&amp;', '<p', '&lt;p&gt;']) {
      expect(time(part.repeat(1_000_000)), part).toBeLessThan(2_000);
    }
  });
});
