/** The browser's database refused something or failed at it. */
export class DatabaseFailed extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'The browser’s database does not answer.', { cause });
    this.name = 'DatabaseFailed';
  }
}

/** The result of a request of IndexedDB itself. Rejects with `DatabaseFailed`. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new DatabaseFailed(request.error));
  });
}
