/** Groups are nested a few deep; their blocks are short. */
const MAX_LENGTH = 5_000_000;

/**
 * The groups of JabRef before version 4, which name the entries that are in them: names by citation key. Since then
 * entries name their groups themselves.
 */
export function legacyGroups(comments: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const comment of comments) {
    if (comment.length > MAX_LENGTH || !/^\s*jabref-meta:\s*groupstree:/iu.test(comment)) continue;
    // Long lines are wrapped anywhere.
    for (const [, tree = ''] of comment
      .replace(/\r?\n/gu, '')
      .matchAll(/\d+ ExplicitGroup:((?:\\.|[^;\\])*);/gu)) {
      const [name = '', , ...keys] = unescaped(tree)
        .split('\\;')
        .map(part => part.replace(/\\(.)/gu, '$1').trim());
      for (const key of keys.filter(Boolean)) groups.set(key, [...(groups.get(key) ?? []), name]);
    }
  }
  return groups;
}

/** Backslashes are escaped twice: once in the group, once in the list of groups. */
function unescaped(tree: string): string {
  return tree.replace(/\\\\/gu, '\\');
}
