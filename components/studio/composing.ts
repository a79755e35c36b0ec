import type { KeyboardEvent } from "react";

/**
 * Whether a key belongs to an input method: the Enter that confirms a word written in Chinese or Japanese is no deed.
 * Safari says that composing has ended before this Enter comes, and gives it the code of a key that was taken.
 */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}
