import { CONDITION_WORDS, PRIORITY_WORDS } from "./choices";
import { wordOf } from "./field";
import { fieldOf } from "./fields";
import type { OpenWant } from "./queries/lists";

const SWING_TAG = fieldOf("copy", "swingTag");

/** What is looked for, in words; empty where any will do. */
export function wantInWords(want: OpenWant): string {
  const { priority } = want;
  return capital(
    [priority === "normal" ? "" : PRIORITY_WORDS[priority].toLowerCase(), wishInWords(want)]
      .filter(Boolean)
      .join(", "),
  );
}

/** The same without how much it is wanted. */
export function wishInWords({ condition, swingTag, note }: Omit<OpenWant, "priority">): string {
  const graded = CONDITION_WORDS[condition].toLowerCase();
  return capital(
    [
      condition && (condition === "mint" ? graded : `${graded} or better`),
      swingTag && `swing tag ${wordOf(SWING_TAG, swingTag).toLowerCase()}`,
      note,
    ]
      .filter(Boolean)
      .join(", "),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
