import { visibleText } from "./stored-text";

/** Text that strangers stored: plain, isolated from the direction of what stands around it, and cut. */
export function Stored({ text, most }: { readonly text: string; readonly most?: number }) {
  return <bdi className="op-stored">{visibleText(text, most)}</bdi>;
}
