import { readKeptBytes } from './keptStore.ts';

/*
 * Reads the list that was kept of a database while the page begins, and hands it over without a copy: reading 100,000 papers
 * takes a browser's thread a tenth of a second or two, though little of it is work.
 */

addEventListener('message', ({ data }: MessageEvent<string>) => {
  void readKeptBytes(data)
    .then(kept => {
      const parts = kept === undefined ? [] : [...kept.pages, ...kept.keyPages];
      postMessage(kept, { transfer: parts.map(({ bytes }) => bytes) });
    })
    .catch(() => postMessage(undefined));
});
