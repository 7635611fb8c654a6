import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownArguments, readCommandLine } from '../../../main/electron/commandLine.ts';

const paths = (...args: string[]) => readCommandLine(args, '/home/ada').paths;

describe('the command line of Electron', () => {
  it('takes relative paths from the working folder and leaves absolute ones', () => {
    expect(paths('dumps', '../monday.txt', '/tmp/a.txt')).toEqual([
      resolve('/home/ada/dumps'),
      resolve('/home/monday.txt'),
      resolve('/tmp/a.txt'),
    ]);
  });

  it('skips switches, of Chromium and of the loopback host, with their values', () => {
    expect(paths('--no-sandbox', '-v', '--enable-features=A,B', 'a.txt')).toEqual([
      resolve('/home/ada/a.txt'),
    ]);
    expect(paths('--port', '8080', '--host', 'electron', '--port=1', 'a.txt')).toEqual([
      resolve('/home/ada/a.txt'),
    ]);
  });

  it('reads --data in both forms', () => {
    expect(readCommandLine(['--data', 'there', 'a.txt'], '/x').data).toBe('there');
    expect(readCommandLine(['--data=a=b'], '/x').data).toBe('a=b');
    expect(readCommandLine(['--data'], '/x').data).toBeUndefined();
    expect(readCommandLine([], '/x').data).toBeUndefined();
  });

  it('takes everything after -- for files', () => {
    expect(paths('--', '--port', '-odd.txt')).toEqual([
      resolve('/home/ada/--port'),
      resolve('/home/ada/-odd.txt'),
    ]);
  });

  it('takes file addresses, which desktops hand over, and no others', () => {
    const file = resolve('/home/ada/my dump.txt');
    expect(paths(pathToFileURL(file).href, 'https://example.org/a.txt', 'file://elsewhere/%00')).toEqual([
      file,
    ]);
  });

  it('never throws and gives absolute paths only', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('--', '--data', '--host='))), args => {
        const found = readCommandLine(args, '/home/ada').paths;
        expect(found.every(path => path === resolve(path))).toBe(true);
      }),
    );
  });
});

describe('the program’s own arguments', () => {
  it('follow its name when it is packaged', () => {
    expect(ownArguments(['/opt/Pandect/pandect', 'a.txt'], 'packaged')).toEqual(['a.txt']);
  });

  it('follow the folder of the program when Electron runs it', () => {
    expect(
      ownArguments(['electron', '--no-sandbox', '/src/pandect', '--data=x', 'a.txt'], 'unpackaged'),
    ).toEqual(['--data=x', 'a.txt']);
    expect(ownArguments(['electron'], 'unpackaged')).toEqual([]);
  });
});
