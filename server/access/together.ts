/**
 * Has requests that ask for the same share one read. Shared is only what has not been sent: reads are sent one turn of
 * the event loop after they began, so each request gets an answer that is younger than itself. Who asks while a read is
 * on its way waits for it, a few milliseconds at the most, and then shares one with all who came meanwhile: the more ask,
 * the fewer reads for each.
 * @param keyOf the same for those who may share
 * @param patience how long one waits for a read that is on its way, in milliseconds
 */
export function togetherBy<Asked, Found>(
  read: (asked: Asked) => Promise<Found>,
  keyOf: (asked: Asked) => string,
  patience = 3,
): (asked: Asked) => Promise<Found> {
  const unsent = new Map<string, Promise<Found>>();
  const sent = new Map<string, Promise<void>>();

  function send(asked: Asked, key: string): Promise<Found> {
    // Registered before the read's own turn, so that nobody joins one that is on its way.
    setImmediate(() => unsent.delete(key));
    const found = read(asked);
    const over = Promise.race([found.then(nothing, nothing), after(patience)]).then(() => {
      if (sent.get(key) === over) sent.delete(key);
    });
    sent.set(key, over);
    return found;
  }

  return (asked) => {
    const key = keyOf(asked);
    const known = unsent.get(key);
    if (known) return known;
    const before = sent.get(key);
    const found = before ? before.then(() => send(asked, key)) : send(asked, key);
    unsent.set(key, found);
    return found;
  };
}

const nothing = () => {};

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
