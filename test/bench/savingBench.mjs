/** Changes whose saving is timed, each way. */
const SAVES = 40;

/**
 * Stars and unstars a paper and waits until it is called saved; in turns with that, does the same and waits for a
 * database of its own that writes a row as strictly as it can, which is what saving was before there were files.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<{ saved: number[], database: number[] }>} Milliseconds.
 */
export async function measureSaving(page) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('.paper-list').focus();
  await page.keyboard.press('j');
  return page.evaluate(starOften, SAVES);
}

/** Runs in the page. @param {number} count */
async function starOften(count) {
  const { indexedDB, MutationObserver, KeyboardEvent } = window;
  const root = document.documentElement;
  const savedSeq = () => Number(root.dataset['savedSeq']);
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open('bench-of-saving', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const inDatabase = (/** @type {number} */ change) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
      const rows = transaction.objectStore('rows');
      rows.get('meta').onsuccess = () => {
        for (const id of ['paper', `step ${change}`, 'meta']) rows.put({ id, text: 'x'.repeat(300), change });
      };
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
    });
  const inFiles = (/** @type {number} */ seq) =>
    /** @type {Promise<void>} */ (
      new Promise(resolve => {
        const watch = new MutationObserver(() => savedSeq() >= seq && end());
        const end = () => {
          watch.disconnect();
          resolve();
        };
        watch.observe(root, { attributes: true });
        if (savedSeq() >= seq) end();
      })
    );
  const star = () =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 's', code: 'KeyS', bubbles: true, cancelable: true }),
    );
  const idle = () => new Promise(resolve => setTimeout(resolve, 100));
  const times = { saved: /** @type {number[]} */ ([]), database: /** @type {number[]} */ ([]) };
  for (let change = 1; change <= count * 2; change += 1) {
    const files = inFiles(savedSeq() + 1);
    const begun = performance.now();
    star();
    await (change % 2 === 0 ? files : inDatabase(change));
    times[change % 2 === 0 ? 'saved' : 'database'].push(performance.now() - begun);
    await files;
    await idle();
  }
  database.close();
  return times;
}
