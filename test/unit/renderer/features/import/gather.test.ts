import { describe, expect, it } from 'vitest';
import { gatherDropped, gatherFolder, gatherText } from '../../../../../renderer/features/import/gather.ts';
import { pagesIn } from '../../../../../shared/digest-format/pageBundle.ts';
import type { Gathered } from '../../../../../renderer/features/import/types.ts';

/** Folders, texts of files, and entries ready made. */
type Tree = { readonly [name: string]: Tree | string | FileSystemEntry };

/** A dropped folder as the browser hands it over: read in portions, by callbacks. */
function folderEntry(name: string, tree: Tree): FileSystemDirectoryEntry {
  const entries = Object.entries(tree).map(([child, content]) => {
    if (typeof content === 'string') return fileEntry(child, content);
    return 'isDirectory' in content ? (content as FileSystemEntry) : folderEntry(child, content);
  });
  const createReader = () => {
    let at = 0;
    return {
      readEntries: (resolve: (portion: FileSystemEntry[]) => void) => resolve(entries.slice(at, (at += 2))),
    };
  };
  return { isDirectory: true, isFile: false, name, createReader } as unknown as FileSystemDirectoryEntry;
}

function fileEntry(name: string, content: string): FileSystemEntry {
  const file = (resolve: (file: File) => void) => resolve(new File([content], name));
  return { isDirectory: false, isFile: true, name, file } as unknown as FileSystemEntry;
}

function names({ sources }: Gathered): string[] {
  return sources.map(source => (source.kind === 'offered' ? source.file.name : source.name));
}

describe('what is dropped', () => {
  it('gives loose files whatever they are called', async () => {
    const file = new File(['x'], 'page.html');
    expect(names(await gatherDropped([{ entry: fileEntry('page.html', 'x'), file }]))).toEqual(['page.html']);
  });

  it('gives the dumps of a folder and its folders, in the order people count', async () => {
    const week = folderEntry('week', {
      'day 10.txt': 'x',
      'day 9.txt': 'x',
      'cover.png': 'x',
      '.hidden.txt': 'x',
      more: { 'notes.md': 'x', 'a.TXT': 'x', deep: { 'b.text': 'x' } },
    });
    expect(names(await gatherDropped([{ entry: week, file: null }]))).toEqual([
      'week/day 9.txt',
      'week/day 10.txt',
      'week/more/a.TXT',
      'week/more/deep/b.text',
      'week/more/notes.md',
    ]);
  });

  it('brings the pages of papers in a folder together, as they were exported', async () => {
    const page = (title: string) => `---\ntitle: "${title}"\ncitekey: "x"\n---\n`;
    const vault = folderEntry('vault', {
      'a.md': page('A'),
      'diary.md': '# Today',
      more: { 'b.md': page('B') },
    });
    const { sources } = await gatherDropped([{ entry: vault, file: null }]);
    expect(names({ sources, refused: [] })).toEqual(['vault', 'vault/diary.md']);
    const [together] = sources;
    expect(pagesIn(together?.kind === 'file' ? await together.file.text() : '')).toEqual([
      { name: 'a.md', text: page('A') },
      { name: 'b.md', text: page('B') },
    ]);
  });

  it('refuses a folder without dumps, and takes the rest', async () => {
    const file = new File(['x'], 'good.txt');
    const both = await gatherDropped([
      { entry: folderEntry('photos', { 'a.jpg': 'x' }), file: null },
      { entry: null, file },
    ]);
    expect(both.refused).toEqual([{ name: 'photos', message: expect.stringContaining('no dumps') }]);
    expect(names(both)).toEqual(['good.txt']);
  });

  it('says so when a folder can not be read', async () => {
    const createReader = () => ({
      readEntries: (_: unknown, reject: (error: Error) => void) => reject(new Error('denied')),
    });
    const locked = { isDirectory: true, name: 'locked', createReader } as unknown as FileSystemDirectoryEntry;
    const { refused } = await gatherDropped([{ entry: locked, file: null }]);
    expect(refused).toEqual([{ name: 'locked', message: expect.stringContaining('could not be read') }]);
  });

  it('takes the rest of a folder in which one file can not be read', async () => {
    const gone = {
      isDirectory: false,
      name: 'b.txt',
      file: (_: unknown, reject: (error: Error) => void) => reject(new Error('gone')),
    } as unknown as FileSystemEntry;
    const week = folderEntry('week', { 'a.txt': 'x', 'b.txt': gone, 'c.txt': 'x' });
    const gathered = await gatherDropped([{ entry: week, file: null }]);
    expect(names(gathered)).toEqual(['week/a.txt', 'week/c.txt']);
    expect(gathered.refused).toEqual([
      { name: 'week/b.txt', message: expect.stringContaining('could not be read') },
    ]);
  });

  it('takes nothing of a folder with more files than anyone has dumps', async () => {
    const files = Array.from({ length: 10_001 }, (_, number) => [`${number}.txt`, 'x']);
    const home = folderEntry('home', Object.fromEntries(files) as Tree);
    const gathered = await gatherDropped([{ entry: home, file: null }]);
    expect(gathered.sources).toEqual([]);
    expect(gathered.refused).toEqual([
      { name: 'home', message: expect.stringContaining('more than 10000 files') },
    ]);
  });
});

describe('what is chosen or pasted', () => {
  it('refuses a chosen folder without dumps', async () => {
    const picture = new File(['x'], 'a.jpg');
    Object.defineProperty(picture, 'webkitRelativePath', { value: 'photos/a.jpg' });
    expect((await gatherFolder([picture])).refused[0]?.name).toBe('photos');
  });

  it('refuses a clipboard without text', () => {
    expect(gatherText(' \n', 'Pasted text').refused).toHaveLength(1);
    expect(gatherText('Some text', 'Pasted text').sources).toHaveLength(1);
  });
});
