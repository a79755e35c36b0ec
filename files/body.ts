/**
 * Turns pieces into an answer's body. Reads them as fast as the visitor takes them, and ends the generator when
 * the visitor leaves.
 */
export function asBody(pieces: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return();
    },
  });
}
