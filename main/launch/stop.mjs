/** Resolves when the user or the system asks the program to end: Ctrl-C, `kill`, a closed terminal. */
export function stopRequested() {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(undefined));
  });
}
