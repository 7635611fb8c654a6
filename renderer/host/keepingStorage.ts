/** Runs work that clears the browser's storage, and puts back what was not in a database: the key, and preferences. */
export async function keepingStorage<T>(
  work: () => Promise<T>,
  places: readonly Storage[] = [sessionStorage, localStorage],
): Promise<T> {
  const kept = places.map(place => Object.entries(place) as [string, string][]);
  try {
    return await work();
  } finally {
    places.forEach((place, index) => {
      for (const [name, value] of kept[index] ?? []) place.setItem(name, value);
    });
  }
}
