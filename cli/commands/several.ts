import type { Answer, Context } from "../context";
import { EXIT } from "../exits";
import { followAll } from "../operation";

/** Waits for several operations and says how each ended. */
export async function several(
  ids: readonly string[],
  words: string,
  done: string,
  { terminal }: Context,
): Promise<Answer> {
  const ended = await followAll(ids, words, terminal);
  const failed = ended.filter(({ state }) => state === "failed");
  const text = [
    ...ended.filter(({ state }) => state === "succeeded").map(({ slug }) => `${slug} is ${done}.`),
    ...failed.map(({ slug, error }) => `${slug} failed: ${error}`),
  ];
  return {
    data: ended.map(({ id, slug, state, error }) => ({ operation: id, name: slug, state, error })),
    text: text.length > 0 ? `${text.join("\n")}\n` : "There is nothing to do.\n",
    code: failed.length > 0 ? EXIT.failed : EXIT.done,
  };
}
