import { describe, expect, it } from 'vitest';
import { bibFileName } from '../../../../../renderer/features/export/fileName.ts';

describe('the suggested name of an export', () => {
  it('says what is in it', () => {
    expect(bibFileName('Unread')).toBe('pandect-unread.bib');
    expect(bibFileName('“dynamics of learning”, 12 papers')).toBe(
      'pandect-dynamics-of-learning-12-papers.bib',
    );
  });

  it('holds nothing a file system could stumble over', () => {
    expect(bibFileName('../../etc/passwd')).toBe('pandect-etc-passwd.bib');
    expect(bibFileName('CON: Ünïcode\u202e?*')).toBe('pandect-con-unicode.bib');
    expect(bibFileName('···')).toBe('pandect.bib');
  });

  it('stays short', () => {
    expect(bibFileName('long '.repeat(100)).length).toBeLessThan(80);
  });
});
