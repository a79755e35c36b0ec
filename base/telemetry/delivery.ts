/** What the SDK calls an exporter, as far as it is needed here. */
interface Exporter<Items> {
  export(items: Items, done: (result: { code: number; error?: Error }) => void): void;
}

export interface Delivery {
  /** Whether the queue has room for one more item. If not, counts that item as dropped. */
  admits(queue: "lines" | "spans"): boolean;
  /** Counts what an exporter of lines or spans delivers and loses. */
  over<Item, E extends Exporter<Item[]>>(queue: "lines" | "spans", exporter: E): E;
  /** The same for figures. A lost push counts as one item. */
  overFigures<Items, E extends Exporter<Items>>(exporter: E): E;
  /** How many items were lost since the start. */
  readonly dropped: number;
}

interface Told {
  readonly onTrouble: (error: unknown) => void;
  readonly onRecovery: (dropped: number) => void;
}

/** Keeps the queues bounded, counts what is lost, and says once that deliveries fail and that they work again. */
export function watched({ onTrouble, onRecovery }: Told, most: number): Delivery {
  const waiting = { lines: 0, spans: 0 };
  let dropped = 0;
  let lostSince = 0;
  let troubled = false;

  function settle(count: number, error: unknown): void {
    if (error === null) {
      if (troubled) onRecovery(lostSince);
      troubled = false;
      lostSince = 0;
      return;
    }
    lose(count);
    if (!troubled) onTrouble(error);
    troubled = true;
  }

  function lose(count: number): void {
    dropped += count;
    lostSince += count;
  }

  /** @param countOf takes the items out of their queue and says how many they are */
  function watch<Items, E extends Exporter<Items>>(exporter: E, countOf: (items: Items) => number) {
    const deliver = exporter.export.bind(exporter);
    exporter.export = (items, done) => {
      const count = countOf(items);
      deliver(items, (result) => {
        settle(count, result.code === 0 ? null : (result.error ?? new Error("not delivered")));
        done(result);
      });
    };
    return exporter;
  }

  return {
    admits(queue) {
      if (waiting[queue] >= most) {
        lose(1);
        return false;
      }
      waiting[queue]++;
      return true;
    },
    over: (queue, exporter) =>
      watch(exporter, (items: readonly unknown[]) => {
        waiting[queue] -= items.length;
        return items.length;
      }),
    overFigures: (exporter) => watch(exporter, () => 1),
    get dropped() {
      return dropped;
    },
  };
}
