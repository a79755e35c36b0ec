/** What a person is told in the place of what was asked for. */
export interface Said {
  readonly title: string;
  /** Plain text of ours, without markup. */
  readonly sentence: string;
}

const UNREADABLE: Said = {
  title: "This can't be read",
  sentence: "The address, or something sent with it, is broken. Nothing was changed.",
};

const REFUSED: Readonly<Record<number, Said>> = {
  403: {
    title: "This did not come from this site",
    sentence: "Nothing was changed. Open the page again and repeat it there.",
  },
  405: { title: "This can't be done here", sentence: "Nothing was changed." },
  408: { title: "This took too long", sentence: "It did not arrive whole. Nothing was changed." },
  431: {
    title: "Your browser sent too much",
    sentence: "Its cookies had grown too large and are removed now. Load the page again.",
  },
};

/** The words for a request that goes no further. */
export function refusedAs(status: number): Said {
  return REFUSED[status] ?? UNREADABLE;
}
