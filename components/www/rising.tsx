export interface RisingProps {
  readonly at: "held" | "making" | "furnishing" | "open" | "failed";
  /** The new site's host. */
  readonly address: string;
  /** The name of its skin. */
  readonly skin: string;
}

/** The stages of a birth in their order. Each is a floor, from the ground up. */
const ORDER = ["held", "making", "furnishing", "open"] as const;

/** A house that goes up floor by floor, as its database is made. */
export function Rising({ at, address, skin }: RisingProps) {
  const floors = [
    {
      name: "The ground",
      says: at === "failed" ? `${address} is free again.` : `${address} is kept for you.`,
    },
    { name: "The walls", says: "A database of your own, with a login that opens nothing else." },
    { name: "The rooms", says: `Your site in the skin ${skin}, with you as its owner.` },
    {
      name: "The door",
      says: at === "open" ? "It is open." : "It opens, and you are signed in.",
    },
  ];
  const reached = at === "failed" ? -1 : ORDER.indexOf(at);
  return (
    <div className="rising" data-at={at}>
      <div className="rising-roof" aria-hidden="true" />
      <ol className="rising-floors">
        {floors.map(({ name, says }, index) => {
          const state = stateOf(index, reached, at);
          return (
            <li key={name} data-state={state} aria-current={state === "now" ? "step" : undefined}>
              <b>{name}</b>
              <span>{says}</span>
              <i>{state === "never" && index === 0 ? "cleared" : WORDS[state]}</i>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

const WORDS = { done: "done", now: "now", next: "then", never: "not built" } as const;

/** The ground floor is done once the name is claimed; a birth that waits for a worker waits at the walls. */
function stateOf(index: number, reached: number, at: RisingProps["at"]): keyof typeof WORDS {
  if (at === "failed") return "never";
  if (at === "open" || index < Math.max(reached, 1)) return "done";
  return index === reached ? "now" : "next";
}
