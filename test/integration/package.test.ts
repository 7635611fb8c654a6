import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildStale } from '../../main/launch/build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PACKING_MS = 120_000;

/** What Electron's binary is looked for by, so that its fuses can be found: public, the same in every release. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_VERSION = 1;
const UNSET = '0';
/** `FuseState.ENABLE` and `DISABLE` of @electron/fuses, which exports the type alone. */
const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

describe('electron-builder.yml', () => {
  it('is what electron-builder’s schema allows', async () => {
    const config = await getConfig(root, 'electron-builder.yml', null);
    await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
  });

  it('makes Pandect the default program for text files nowhere', async () => {
    const config = await getConfig(root, 'electron-builder.yml', null);
    // On Windows any association becomes the default one; there the installer writes its own.
    expect(config.fileAssociations).toBeUndefined();
    expect(config.win?.fileAssociations).toBeUndefined();
    expect(config.mac?.fileAssociations).toMatchObject([{ ext: 'txt', role: 'Viewer', rank: 'Alternate' }]);
    expect(config.linux?.mimeTypes).toEqual(['text/plain']);
    const installer = readFileSync(join(root, String(config.nsis?.include)), 'utf8');
    expect(installer).toContain('SupportedTypes" ".txt"');
    expect(installer).not.toContain('Software\\Classes\\.txt');
  });

  it('packs for the three systems, and publishes nothing by itself', async () => {
    const config = await getConfig(root, 'electron-builder.yml', null);
    expect(config).toMatchObject({
      linux: { target: ['AppImage', 'deb'] },
      mac: { target: 'dmg', hardenedRuntime: true },
      win: { target: 'nsis' },
      publish: null,
    });
  });

  it('names icons that are there', async () => {
    const config = await getConfig(root, 'electron-builder.yml', null);
    const icons = join(root, String(config.directories?.buildResources));
    expect(readdirSync(icons)).toEqual(expect.arrayContaining(['icon.icns', 'icon.ico']));
    const sizes = readdirSync(join(root, String(config.linux?.icon)));
    expect(sizes).toEqual(expect.arrayContaining(['16x16.png', '48x48.png', '256x256.png', '512x512.png']));
    for (const name of sizes) {
      const png = readFileSync(join(root, String(config.linux?.icon), name));
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}.png`).toBe(name);
    }
  });
});

describe('the packed program', () => {
  let folder = '';
  let packed = '';

  beforeAll(async () => {
    await buildStale(() => undefined);
    folder = mkdtempSync(join(tmpdir(), 'pandect-package-'));
    const electronDist = join(folder, 'electron');
    makeStandIn(electronDist);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        createRequire(import.meta.url).resolve('electron-builder/cli.js'),
        ...['--linux', 'dir', '--x64', `-c.electronDist=${electronDist}`],
        `-c.directories.output=${join(folder, 'release')}`,
      ],
      { cwd: root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`electron-builder failed:\n${stdout}\n${stderr}`);
    packed = join(folder, 'release', 'linux-unpacked');
  }, PACKING_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('holds the built page, host and preload script, and nothing else', () => {
    const files = archived(packed);
    const places = new Set(files.map(path => path.split('/').slice(0, 2).join('/')));
    expect([...places].sort()).toEqual(['dist', 'dist/main', 'dist/page', 'dist/preload', 'package.json']);
    expect(files).toEqual(
      expect.arrayContaining(['dist/main/electron.mjs', 'dist/preload/preload.cjs', 'dist/page/index.html']),
    );
  });

  it('holds no packages, sources, tests, source maps or other hosts', () => {
    const unwanted = /node_modules|\.map$|\.tsx?$|^test|\/(loopback|cli)\.mjs$|\.stamp$/u;
    expect(archived(packed).filter(path => unwanted.test(path))).toEqual([]);
  });

  it('lies in the archive as it was built', () => {
    const archive = join(packed, 'resources', 'app.asar');
    for (const path of archived(packed).filter(path => /^dist\/.*\.\w+$/u.test(path))) {
      expect(extractFile(archive, path).equals(readFileSync(join(root, path))), path).toBe(true);
    }
  });

  it('holds the thread that reads files beside the chunks that start it, with everything it imports', () => {
    const archive = join(packed, 'resources', 'app.asar');
    const paths = archived(packed);
    const starters = paths.filter(
      path => /\.mjs$/u.test(path) && /new Worker\(/u.test(extractFile(archive, path).toString('utf8')),
    );
    expect(starters.length).toBeGreaterThan(0);
    for (const starter of starters) {
      const code = extractFile(archive, starter).toString('utf8');
      const places = [...code.matchAll(/["'`](\.{1,2}\/[\w./-]*reader\.mjs)["'`]/gu)].map(([, place = '']) =>
        posix.join(posix.dirname(starter), place),
      );
      expect(
        places.filter(place => paths.includes(place)),
        starter,
      ).toEqual(['dist/main/reader.mjs']);
    }
    const reader = extractFile(archive, 'dist/main/reader.mjs').toString('utf8');
    const imported = importsOf(reader).filter(name => name.startsWith('.'));
    for (const name of imported) expect(paths).toContain(posix.join('dist/main', name));
  });

  it('holds React’s production build, which does not ask for developer tools', () => {
    const archive = join(packed, 'resources', 'app.asar');
    const scripts = archived(packed).filter(path => /^dist\/page\/assets\/.*\.js$/u.test(path));
    const code = scripts.map(path => extractFile(archive, path).toString('utf8')).join('');
    expect(code).toContain('createElement');
    expect(code).not.toContain('react-devtools');
  });

  it('starts from the host it holds, and needs no package', () => {
    const archive = join(packed, 'resources', 'app.asar');
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString('utf8')) as Record<
      string,
      unknown
    >;
    expect(manifest).toMatchObject({ name: 'pandect', main: 'dist/main/electron.mjs', type: 'module' });
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
    const imported = archived(packed)
      .filter(path => path.endsWith('.mjs') || path.endsWith('.cjs'))
      .flatMap(path => importsOf(extractFile(archive, path).toString('utf8')))
      .filter(name => !name.startsWith('.') && !isBuiltin(name));
    expect([...new Set(imported)]).toEqual(['electron']);
  });

  it('has its fuses blown as configured', async () => {
    const { electronFuses } = await getConfig(root, 'electron-builder.yml', null);
    const wire = await getCurrentFuseWire(join(packed, 'pandect'));
    const found = Object.fromEntries(
      Object.keys(electronFuses ?? {}).map(name => [name, wire[fuseNamed(name)] as number]),
    );
    expect(found).toEqual({
      runAsNode: OFF,
      enableCookieEncryption: ON,
      enableNodeOptionsEnvironmentVariable: OFF,
      enableNodeCliInspectArguments: OFF,
      enableEmbeddedAsarIntegrityValidation: ON,
      onlyLoadAppFromAsar: ON,
      loadBrowserProcessSpecificV8Snapshot: OFF,
      grantFileProtocolExtraPrivileges: OFF,
    });
  });

  it('brings the one language it speaks', () => {
    expect(readdirSync(join(packed, 'locales'))).toEqual(['en-US.pak']);
    expect(existsSync(join(packed, 'resources', 'app'))).toBe(false);
  });
});

/** A folder that looks like Electron's to electron-builder: a program with fuses, its version, and two languages. */
function makeStandIn(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const fuses = Object.values(FuseV1Options).filter(value => typeof value === 'number');
  const program = join(folder, 'electron');
  writeFileSync(
    program,
    Buffer.concat([
      Buffer.from(`not a program ${FUSE_SENTINEL}`),
      Buffer.from([FUSE_VERSION, fuses.length]),
      Buffer.from(UNSET.repeat(fuses.length)),
    ]),
  );
  chmodSync(program, 0o755);
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  writeFileSync(join(folder, 'version'), version);
  for (const language of ['en-US', 'fr']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
}

/** Every path in the archive, with forward slashes and without the leading one. */
function archived(packed: string): string[] {
  const paths = listPackage(join(packed, 'resources', 'app.asar'), { isPack: false });
  return paths.map(path => path.replaceAll('\\', '/').replace(/^\//u, ''));
}

function importsOf(code: string): string[] {
  const forms = /^(?:import|export)\b[^'"`;]*?['"]([^'"]+)['"];?$|\brequire\(['"]([^'"]+)['"]\)/gmu;
  return [...code.matchAll(forms)].flatMap(([, imported, required]) => imported ?? required ?? []);
}

/** electron-builder writes a small first letter where @electron/fuses writes a capital. */
function fuseNamed(name: string): FuseV1Options {
  return FuseV1Options[`${name[0]?.toUpperCase()}${name.slice(1)}` as keyof typeof FuseV1Options];
}
