import type { Command } from "commander";
import { shownOf } from "@/server/status/shown";
import { readStatus } from "@/server/status/snapshot";
import { viewOf } from "@/server/status/view";
import type { StatusView } from "@/server/status/view-shapes";
import type { Answer, Context } from "../context";
import { EXIT } from "../exits";
import { dayOf, table } from "../table";

/** `status`. */
export function addStatus(program: Command, context: Context): void {
  program
    .command("status")
    .description("how each part stands, what is wrong and what work is announced")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run tenants -- status\n  npm run -s tenants -- status --json\n\nIt says what the public page says, and ends with 1 where something is down.\n",
    )
    .action(context.action(async () => tell(viewOf(await readStatus(), new Date()))));
}

function tell(view: StatusView): Answer {
  const rows = view.components.map(({ name, state, current, uptime, says }) => [
    name,
    current ? state : `${state}, last known`,
    uptime === null ? "" : `${(Math.floor(uptime * 10_000) / 100).toFixed(2)} %`,
    says,
  ]);
  const open = view.incidents.filter(({ endedAt }) => endedAt === null);
  const windows = view.windows.filter(({ phase }) => phase === "announced" || phase === "now");
  const parts = [
    `${view.headline} ${view.caution}`.trim(),
    rows.length > 0 ? table(["component", "state", "90 days", ""], rows).trimEnd() : "",
    open.length > 0
      ? table(
          ["since (UTC)", "incident", "last said"],
          open.map(({ beganAt, title, updates }) => [
            dayOf(beganAt),
            title,
            updates[0]?.text ?? "",
          ]),
        ).trimEnd()
      : "",
    windows.length > 0
      ? table(
          ["from (UTC)", "to", "maintenance"],
          windows.map(({ beginsAt, endsAt, text }) => [dayOf(beginsAt), dayOf(endsAt), text]),
        ).trimEnd()
      : "",
    view.otherWindows > 0
      ? `Windows that concern single databases or sites: ${view.otherWindows}.`
      : "",
  ];
  return {
    data: shownOf(view),
    text: `${parts.filter(Boolean).join("\n\n")}\n`,
    code: view.overall === "down" ? EXIT.failed : EXIT.done,
  };
}
