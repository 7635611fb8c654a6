import { toPlainLine } from './plainText.ts';

/** A value of front matter. */
export type YamlValue = string | number | boolean | readonly string[];

/**
 * Front matter: a block of YAML 1.2 between two lines of hyphens. Texts stand in double quotes on one line, so that none
 * is taken for a number, a date, a comment, an alias or the end of the block. What has no value is left out.
 */
export function frontMatter(
  fields: readonly (readonly [name: string, value: YamlValue | undefined])[],
): string {
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [fieldLine(name, value)]));
  return `---\n${lines.join('\n')}\n---\n`;
}

function fieldLine(name: string, value: YamlValue): string {
  if (typeof value === 'string') return `${name}: ${yamlText(value)}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `${name}: ${String(value)}`;
  return value.length === 0
    ? `${name}: []`
    : `${name}:\n${value.map(item => `  - ${yamlText(item)}`).join('\n')}`;
}

/** JSON's quoting is YAML's too once a text is on one line without control characters. */
function yamlText(text: string): string {
  return JSON.stringify(toPlainLine(text));
}
