import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const house = mkdtempSync(join(tmpdir(), 'pandect-layers-'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

/** One import that each rule forbids, by the name of the rule. */
const forbidden: Record<string, { readonly from: string; readonly to: string }> = {
  'no-circular': { from: 'shared/round.ts', to: './round.ts' },
  'shared-stands-alone': { from: 'shared/reaches.ts', to: '../main/core.ts' },
  'shared-is-pure': { from: 'shared/reads.ts', to: 'node:fs' },
  'main-without-page': { from: 'main/shows.ts', to: '../renderer/ui/button.tsx' },
  'core-without-hosts': { from: 'main/knows.ts', to: './electron/window.ts' },
  'hosts-apart': { from: 'main/electron/meets.ts', to: '../loopback/server.ts' },
  'hosts-apart-too': { from: 'main/loopback/meets.ts', to: '../electron/window.ts' },
  'preload-is-thin': { from: 'main/electron/preload.ts', to: '../core.ts' },
  'page-without-host': { from: 'renderer/skips.ts', to: '../main/core.ts' },
  'page-without-node': { from: 'renderer/reads.ts', to: 'node:fs' },
  'electron-in-one-place': { from: 'main/opens.ts', to: 'electron' },
  'dexie-in-one-place': { from: 'renderer/features/list/stores.ts', to: 'dexie' },
  'minisearch-in-one-place': { from: 'renderer/hooks/finds.ts', to: 'minisearch' },
  'below-components': { from: 'renderer/data/shows.ts', to: '../ui/button.tsx' },
  'ui-knows-nothing': { from: 'renderer/ui/knows.ts', to: '../../shared/paper.ts' },
  'features-apart': { from: 'renderer/features/list/meets.ts', to: '../export/dialog.ts' },
};

/** Modules that the others import, and imports that are right. */
const innocent: Record<string, string> = {
  'shared/paper.ts': 'export const paper = 1;',
  'main/core.ts': "import { paper } from '../shared/paper.ts';\nexport const core = paper;",
  'main/electron/window.ts': "import { core } from '../core.ts';\nexport const window = core;",
  'main/loopback/server.ts': "import { core } from '../core.ts';\nexport const server = core;",
  'renderer/ui/button.tsx': 'export const button = 1;',
  'renderer/features/export/dialog.ts':
    "import { button } from '../../ui/button.tsx';\nexport const dialog = button;",
};

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}
let found: Cruise['summary'];

beforeAll(() => {
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
  for (const [file, text] of Object.entries(innocent)) put(file, text);
  for (const { from, to } of Object.values(forbidden)) {
    // Types count as much as values do, but a circle of types alone is allowed.
    put(from, to === './round.ts' ? "import './roundToo.ts';" : `import type {} from '${to}';`);
  }
  put('shared/roundToo.ts', "import './round.ts';");
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const { stdout } = spawnSync(process.execPath, [cruiser, ...args, 'main', 'renderer', 'shared'], {
    cwd: house,
    encoding: 'utf8',
  });
  found = (JSON.parse(stdout) as Cruise).summary;
});

function put(file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), text);
}

test.each(Object.entries(forbidden))('%s catches what it forbids', (rule, { from }) => {
  expect(found.violations.map(violation => `${violation.rule.name}: ${violation.from}`)).toContain(
    `${rule}: ${from}`,
  );
});

test('imports that are right are let through', () => {
  const blamed = new Set(found.violations.map(violation => violation.from));
  expect(Object.keys(innocent).filter(file => blamed.has(file))).toEqual([]);
});

test('every rule has its sample', async () => {
  const { default: config } = (await import('../../.dependency-cruiser.cjs')) as {
    default: { forbidden: readonly { name: string }[] };
  };
  expect(config.forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(forbidden).sort());
});
