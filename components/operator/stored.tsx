import { visibleText } from "./stored-text";

/** Text that strangers stored: as plain text, cut, with its text direction isolated from its surroundings. */
export function Stored({ text, most }: { readonly text: string; readonly most?: number }) {
  return <bdi className="op-stored">{visibleText(text, most)}</bdi>;
}
