const MAX_NAME_LENGTH = 60;

/** A file name that every system takes: `pandect-unread.bib`, `pandect-12-papers.bib`. */
export function bibFileName(what: string): string {
  const slug = what
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/^-+|-+$/gu, '');
  return slug === '' ? 'pandect.bib' : `pandect-${slug}.bib`;
}
