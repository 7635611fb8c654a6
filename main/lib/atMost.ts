/** Waits for work no longer than so; its failure is its own affair. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise<void>(resolve => (timer = setTimeout(resolve, ms)));
  await Promise.race([work.catch(() => undefined), time]);
  clearTimeout(timer);
}
