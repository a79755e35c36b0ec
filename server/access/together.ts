/**
 * Has requests that ask for the same at the same moment share one read. Shared is only what has not been sent: reads
 * are sent one turn of the event loop after they began, so each request gets an answer that is younger than itself.
 * @param keyOf the same for those who may share
 */
export function togetherBy<Asked, Found>(
  read: (asked: Asked) => Promise<Found>,
  keyOf: (asked: Asked) => string,
): (asked: Asked) => Promise<Found> {
  const unsent = new Map<string, Promise<Found>>();
  return (asked) => {
    const key = keyOf(asked);
    const known = unsent.get(key);
    if (known) return known;
    // Registered before the read's own turn, so that nobody joins one that is on its way.
    setImmediate(() => unsent.delete(key));
    const found = read(asked);
    unsent.set(key, found);
    return found;
  };
}
