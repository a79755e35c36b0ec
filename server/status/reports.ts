import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { addIncidentUpdate, openIncident } from "@/db/platform/queries/incident-changes";
import { findIncident, type IncidentState, isUpdateThere } from "@/db/platform/queries/incidents";
import type { ComponentId } from "./components";
import { forgetStatus } from "./snapshot";

/** An incident that an operator reports. */
export interface Report {
  /** Comes with the form: the same form sent twice reports once. */
  readonly id: string;
  /** `operator NAME`. */
  readonly by: string;
  readonly title: string;
  readonly components: readonly ComponentId[];
  readonly state: Exclude<IncidentState, "resolved">;
  readonly text: string;
}

/** Reports an incident that everyone may read. @returns false where this form was sent before */
export async function report({ by, ...given }: Report): Promise<boolean> {
  const opened = await platform.write(async (tx) => {
    const components = [...given.components];
    const id = await openIncident(tx, {
      ...given,
      components,
      subject: "report",
      automatic: false,
    });
    if (!id) return false;
    const { title, state, text } = given;
    await addAuditLine(tx, {
      actor: by,
      action: "reported an incident",
      detail: { incident: id, title, components, state, text },
    });
    return true;
  });
  forgetStatus();
  return opened;
}

/** What an operator says of an incident. */
export interface Told {
  /** Comes with the form. */
  readonly id: string;
  readonly by: string;
  readonly incident: string;
  readonly state: IncidentState;
  readonly text: string;
}

/**
 * Says more of an incident; `resolved` ends one that an operator reported.
 * @returns false where this form was sent before
 * @throws Refusal where it has ended, is not there, or is Swingtag's own to close
 */
export async function tell({ id, by, incident, state, text }: Told): Promise<boolean> {
  const said = await platform.write(async (tx) => {
    if (await isUpdateThere(tx, id)) return false;
    const found = await findIncident(tx, incident);
    if (!found) throw new Refusal("There is no such incident.", { status: 404 });
    if (found.endedAt) throw new Refusal("This incident has ended already.", { status: 409 });
    if (found.automatic && state === "resolved") {
      const sentence =
        "Swingtag opened this one and closes it when it finds the component well again. Say monitoring until then.";
      throw new Refusal(sentence, { status: 409, fields: { state: sentence } });
    }
    if (!(await addIncidentUpdate(tx, incident, { id, state, text })))
      throw new Refusal("This incident has ended already.", { status: 409 });
    await addAuditLine(tx, {
      actor: by,
      action: state === "resolved" ? "resolved an incident" : "told of an incident",
      detail: { incident, title: found.title, state, text },
    });
    return true;
  });
  forgetStatus();
  return said;
}
