/** How many letters a message may have, the name of whoever wrote it, and what it says that it is about. */
export const LONGEST_MESSAGE = 4_000;
export const LONGEST_SENDER = 80;
export const LONGEST_ABOUT = 200;

/** How many letters an owner may write to the operators about a message. */
export const LONGEST_EVIDENCE = 2_000;

/** How long messages may be kept, in days; and how long they are where nobody chose. */
export const MESSAGE_DAYS = [30, 90, 180, 365] as const;
export const USUAL_MESSAGE_DAYS = 180;
