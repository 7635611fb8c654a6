/** Writes texts one after the other into a file of the site's own; gives back its bytes. */
export async function writeFile(name: string, texts: Iterable<string>): Promise<number> {
  const folder = await navigator.storage.getDirectory();
  const handle = await folder.getFileHandle(name, { create: true });
  const file = await handle.createWritable();
  for (const text of texts) await file.write(new TextEncoder().encode(text));
  await file.close();
  return (await handle.getFile()).size;
}

/** Reads what `writeFile` wrote. */
export async function readFile(name: string): Promise<File> {
  const folder = await navigator.storage.getDirectory();
  return (await folder.getFileHandle(name)).getFile();
}
