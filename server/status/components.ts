/** What is watched. */
export interface Component {
  readonly id: string;
  readonly name: string;
  /** What it is for, in a visitor's words. */
  readonly about: string;
  /** The title of an incident that Swingtag opens. */
  readonly trouble: string;
}

/** Every component, in the order in which the status page shows them; names and words are public. */
export const COMPONENTS = [
  {
    id: "sites",
    name: "Sites",
    about: "shelves, items and studios",
    trouble: "Sites answered in part or not at all",
  },
  {
    id: "sign-up",
    name: "Sign-up",
    about: "new sites and their names",
    trouble: "New sites could not be made as usual",
  },
  {
    id: "pools",
    name: "Shared databases",
    about: "where most sites live",
    trouble: "A shared database did not answer",
  },
  {
    id: "own",
    name: "Databases of their own",
    about: "one site each",
    trouble: "Databases of single sites did not answer",
  },
  {
    id: "platform",
    name: "Register",
    about: "which sites exist and where they live",
    trouble: "The register of sites did not answer",
  },
  {
    id: "jobs",
    name: "Jobs",
    about: "moves, exports and what else takes its time",
    trouble: "Moves, exports and other jobs waited",
  },
  {
    id: "mail",
    name: "Mail",
    about: "sign-in links and letters",
    trouble: "Mail could not be sent",
  },
  {
    id: "files",
    name: "Photographs",
    about: "stored, read and removed",
    trouble: "Photographs could not be stored or read",
  },
  {
    id: "backups",
    name: "Backups",
    about: "one of every site, every night",
    trouble: "Some sites had no backup of last night",
  },
  {
    id: "telemetry",
    name: "Logs and figures",
    about: "what operators see of all this",
    trouble: "Logs did not reach the collector",
  },
] as const satisfies readonly Component[];

export type ComponentId = (typeof COMPONENTS)[number]["id"];

export const COMPONENT_IDS: readonly ComponentId[] = COMPONENTS.map(({ id }) => id);

/** A component by its id. */
export function componentOf(id: ComponentId): Component {
  const found = COMPONENTS.find((one) => one.id === id);
  if (!found) throw new Error(`There is no component ${id}.`);
  return found;
}

/** Whether a stored text names a component; what an older version watched is not shown. */
export function isComponent(id: string): id is ComponentId {
  return COMPONENT_IDS.some((known) => known === id);
}
