import { describe, expect, it } from 'vitest';
import { checkExportChoice, readExportChoice } from '../../../../renderer/hooks/exportChoice.ts';
import { completeOptions } from '../../../../shared/citation/format.ts';
import { FORMATS } from '../../../../shared/citation/formats.ts';

describe('the choice of an export', () => {
  it('is what was stored, where that makes sense', () => {
    const stored = { format: 'csv', options: { csv: { separator: 'tab', mark: 'perhaps', colour: 'red' } } };
    const { format, options } = checkExportChoice(stored);
    expect(format.name).toBe('CSV');
    expect(options['csv']).toMatchObject({ separator: 'tab', mark: 'included' });
    expect(options['csv']).not.toHaveProperty('colour');
  });

  it.each([null, 7, 'csv', [], { format: 'docx' }, { format: 3, options: 'all' }, { options: { csv: [1] } }])(
    'is BibTeX with the defaults for %j',
    stored => {
      const { format, options } = checkExportChoice(stored);
      expect(format.id).toBe('bibtex');
      for (const each of FORMATS) expect(options[each.id]).toEqual(completeOptions(each));
    },
  );

  it('is the same where nothing can be stored', () => {
    expect(readExportChoice().format.id).toBe('bibtex');
  });
});
