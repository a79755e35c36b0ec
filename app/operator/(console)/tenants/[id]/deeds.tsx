import { sizeInWords } from "@/components/operator/figures";
import type { ConsoleTenant } from "@/db/platform/queries/console";
import type { Database } from "@/db/platform/queries/databases";
import type { RetainedArchive } from "@/server/life/archives";
import { bringBack, move, remove, rename, resume, suspend } from "./actions";
import { backUp, exportSite, restore } from "./archive-actions";
import { DeedForm } from "./deed-form";
import { destinations } from "./destinations";

/**
 * The deeds that the tenant's state allows. Each asks for a reason; a deed that removes something also asks for
 * the tenant's name.
 */
export function Deeds(props: {
  readonly tenant: ConsoleTenant;
  readonly databases: readonly Database[];
  /** Newest first. */
  readonly backups: readonly RetainedArchive[];
}) {
  const { id, slug, state } = props.tenant;
  if (state === "founding")
    return (
      <p className="op-empty">This site is being founded. There is nothing to do for it yet.</p>
    );
  if (state === "deleted")
    return (
      <section className="op-deeds">
        <h2>What to do</h2>
        <DeedForm
          tenant={id}
          act={bringBack}
          title="Bring back"
          says="Everything returns as it was before; its members sign in anew."
          button="Bring it back"
        />
      </section>
    );
  return (
    <section className="op-deeds">
      <h2>What to do</h2>
      {state === "suspended" ? (
        <DeedForm
          tenant={id}
          act={resume}
          title="Resume"
          says="Opens the site again, as it was."
          button="Resume"
        />
      ) : (
        <DeedForm
          tenant={id}
          act={suspend}
          title="Suspend"
          says="Visitors and members get a plain page. Nothing is lost."
          button="Suspend"
          confirm={slug}
        />
      )}
      <DeedForm
        tenant={id}
        act={rename}
        title="Rename"
        says="The former address leads to the new one for a year."
        button="Rename"
        asks={{ name: "name", label: "New name", hint: "3 to 40 of a-z, 0-9 and hyphens." }}
      />
      <DeedForm
        tenant={id}
        act={move}
        title="Move"
        says="The site serves while it moves and takes no changes for a few seconds."
        button="Order the move"
        asks={{ name: "to", label: "Where to", options: destinations(props) }}
      />
      <DeedForm
        tenant={id}
        act={exportSite}
        title="Export"
        says="Packs everything of the site into one file. Only its owner can download it."
        button="Order the export"
      />
      <DeedForm
        tenant={id}
        act={backUp}
        title="Back up"
        says="Beside the backup of each night. It is kept for 30 days."
        button="Order the backup"
      />
      {props.backups.length > 0 && (
        <DeedForm
          tenant={id}
          act={restore}
          title="Restore"
          says="Brings rows and files back to a backup; what was changed since is lost."
          button="Restore"
          confirm={slug}
          asks={{ name: "backup", label: "Backup of", options: props.backups.map(optionOf) }}
        />
      )}
      <DeedForm
        tenant={id}
        act={remove}
        title="Delete"
        says="For 30 days it can be brought back; then rows, files and backups’ dates are certified as gone."
        button="Delete the site"
        confirm={slug}
      />
    </section>
  );
}

const WHEN = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

function optionOf({ name, at, bytes }: RetainedArchive) {
  return { value: name, label: `${WHEN.format(at)} UTC, ${sizeInWords(bytes)}` };
}
