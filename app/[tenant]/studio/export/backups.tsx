import { BACKUP_DAYS } from "@/base/archive-days";
import type { RetainedArchive } from "@/server/life/archives";
import { dayInWords, momentInWords, sizeInWords } from "./words";

/** The backups of a site, newest first; null where the list can’t be read. */
export function Backups({ backups }: { readonly backups: readonly RetainedArchive[] | null }) {
  if (backups === null)
    return (
      <p>The list of backups can't be read at the moment. The backups themselves are elsewhere.</p>
    );
  const [newest, ...older] = backups;
  return (
    <>
      <p className="st-sub export-text">
        Each night after two o'clock (UTC) we pack your site the same way and keep that apart from
        it for {BACKUP_DAYS} days. Should something go wrong, ask us: we bring the whole site back
        to one of these moments, and what came later is then gone.
      </p>
      {newest ? (
        <ul className="export-rows st-after">
          <Moment backup={newest} note="the newest" />
          {older.map((one) => (
            <Moment key={one.name} backup={one} />
          ))}
        </ul>
      ) : (
        <p className="st-after">There is none yet. The first is made in the coming night.</p>
      )}
    </>
  );
}

function Moment({ backup, note }: { readonly backup: RetainedArchive; readonly note?: string }) {
  return (
    <li className="export-row export-backup">
      <p className="export-when">
        {momentInWords(backup.at)} {note && <span className="st-sub">({note})</span>}
      </p>
      <p className="st-sub st-num">
        {sizeInWords(backup.bytes)}, kept until {dayInWords(backup.until)}
      </p>
    </li>
  );
}
