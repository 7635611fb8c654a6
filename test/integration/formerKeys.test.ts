import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/libraryHost.ts';
import { runCommand, type CommandResult } from '../support/runCommand.ts';

const LAKES = `@online{lakes2024,
  ids = {lakesBefore, Lakes2023, lakes2024, bad key},
  title = {Quiet Lakes},
}
`;

let folder = '';
beforeEach(() => {
  folder = temporaryFolder('formerKeys');
  vi.stubEnv('PANDECT_CONFIG', join(folder, 'config'));
});
afterEach(() => void vi.unstubAllEnvs());

const pandect = (library: string, ...args: string[]): Promise<CommandResult> =>
  runCommand([...args, '--data', join(folder, library)]);

async function importText(library: string, name: string, text: string): Promise<void> {
  writeFileSync(join(folder, name), text);
  const { status, err } = await pandect(library, 'import', join(folder, name));
  expect([status, err]).toEqual([0, '']);
}

async function shown(library: string, key: string): Promise<{ key: string; formerKeys: string[] }> {
  return (await pandect(library, 'show', key, '--json')).json();
}

describe('The keys that a paper had before', () => {
  test.each([
    ['bibtex', 'bib'],
    ['biblatex', 'bib'],
    ['csl-json', 'json'],
    ['csv', 'csv'],
  ])('come back from an export as %s into an empty library', async (format, extension) => {
    await importText('first', 'lakes.bib', LAKES);
    const before = await shown('first', 'LAKESBEFORE');
    expect(before).toMatchObject({ key: 'lakes2024', formerKeys: ['lakesBefore', 'Lakes2023'] });
    const { out } = await pandect('first', 'export', '--format', format);
    await importText('second', `again.${extension}`, out);
    for (const key of ['lakes2024', 'lakesBefore', 'lakes2023']) {
      expect(await shown('second', key)).toMatchObject({ key: 'lakes2024', formerKeys: before.formerKeys });
    }
  });

  test('are never given to another paper', async () => {
    await importText('first', 'lakes.bib', LAKES);
    const ponds = '@online{lakesBefore, ids = {lakes2024}, title = {Still Ponds}}';
    await importText('first', 'ponds.bib', ponds);
    expect(await shown('first', 'lakesBefore')).toMatchObject({ key: 'lakes2024' });
    expect(await shown('first', 'lakes2024')).toMatchObject({ key: 'lakes2024' });
    expect(await shown('first', 'stillPonds')).toMatchObject({ formerKeys: [] });
  });
});
