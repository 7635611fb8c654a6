import { describe, expect, it } from 'vitest';
import { exportFileName } from '../../../../../renderer/features/export/fileName.ts';

describe('the suggested name of an export', () => {
  it('says what is in it', () => {
    expect(exportFileName('Unread', 'bib')).toBe('pandect-unread.bib');
    expect(exportFileName('“dynamics of learning”, 12 papers', 'csv')).toBe(
      'pandect-dynamics-of-learning-12-papers.csv',
    );
  });

  it('holds nothing a file system could stumble over', () => {
    expect(exportFileName('../../etc/passwd', 'bib')).toBe('pandect-etc-passwd.bib');
    expect(exportFileName('CON: Ünïcode\u202e?*', 'bib')).toBe('pandect-con-unicode.bib');
    expect(exportFileName('···', 'bib')).toBe('pandect.bib');
  });

  it('stays short', () => {
    expect(exportFileName('long '.repeat(100), 'bib').length).toBeLessThan(80);
  });
});
