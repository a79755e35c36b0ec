import { INCIDENT_STATES } from "@/db/platform/states";

const WORDS = {
  investigating: "Investigating: we look for the cause",
  identified: "Identified: we know the cause",
  monitoring: "Monitoring: it is mended, we look whether it stays so",
  resolved: "Resolved: it is over",
};

/** How far an incident is, in words. */
export const FAR = INCIDENT_STATES.map((value) => ({ value, label: WORDS[value] }));

/** How far one is that goes on. */
export const UNRESOLVED = FAR.filter(({ value }) => value !== "resolved");
