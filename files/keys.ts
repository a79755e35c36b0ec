import { Refusal } from "@/base/refusal";

/** Whether a text can be a file's key. */
export function isFileKey(key: string): boolean {
  return KEY.test(key) && !key.endsWith("/") && !CLIMBS.test(key);
}

const KEY = /^[a-z0-9][a-z0-9/._-]{0,199}$/;
// An empty segment, or one that starts with a dot: `.`, `..` and hidden files.
const CLIMBS = /\/\/|\/\.|\.\./;

/** @throws Refusal 400 for a text that can't be a key. */
export function checkedKey(key: string): string {
  if (!isFileKey(key)) throw new Refusal("That is not the name of a file here.", { status: 400 });
  return key;
}

/** A prefix is empty, a key, or the beginning of one. @throws Refusal 400 */
export function checkedPrefix(prefix: string): string {
  if (prefix !== "" && (!KEY.test(prefix) || CLIMBS.test(prefix))) {
    throw new Refusal("That is not the beginning of a file's name here.", { status: 400 });
  }
  return prefix;
}

/** Whether a text can be a file's media type. */
export function isMediaType(type: string): boolean {
  return MEDIA_TYPE.test(type);
}

/** @throws Error for a text that is no media type, so that nobody can plant a response header */
export function checkedType(type: string): string {
  if (!isMediaType(type)) throw new Error("A file needs a media type such as image/webp.");
  return type;
}

const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,80}(; ?charset=utf-8)?$/;
