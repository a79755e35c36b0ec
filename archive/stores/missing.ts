import { Refusal } from "@/base/refusal";

/** The answer for an archive that is not in the store. */
export function noSuchArchive(): Refusal {
  return new Refusal("There is no such backup. List the backups and choose one of them.", {
    status: 404,
  });
}
