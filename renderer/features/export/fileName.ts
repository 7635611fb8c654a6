import type { ExportExtension } from '../../../shared/citation/format.ts';

const MAX_NAME_LENGTH = 60;

/** What an export is called without extension: `pandect-unread`, `pandect-12-papers`. Every file system takes it. */
export function exportName(what: string): string {
  const slug = what
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/[\ud800-\udbff]$/u, '')
    .replace(/^-+|-+$/gu, '');
  return slug === '' ? 'pandect' : `pandect-${slug}`;
}

/** The same as a file's name: `pandect-unread.bib`. */
export function exportFileName(what: string, extension: ExportExtension): string {
  return `${exportName(what)}.${extension}`;
}
