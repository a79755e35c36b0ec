import { Refusal } from "@/base/refusal";
import type { Scope, Tenant } from "@/db/scope";
import type { IntakePhotoState } from "@/db/tenant/intake";
import { LONGEST } from "@/db/tenant/item";
import {
  bringPhoto,
  claimIntakePhotos,
  countIntakePhotos,
  type IntakePhoto,
  noteIntakePhoto,
  refuseWaitingPhotos,
} from "@/db/tenant/queries/intake/photos";
import { type Fetched, fetchOutside } from "@/server/outside/fetch";
import type { Network } from "@/server/outside/network";
import { MAX_PHOTO_BYTES } from "@/server/photos";
import { forgetPhotos, storePhoto } from "@/server/photos/photo-files";
import { isAddress } from "@/server/sheet/photo-sources";
import { ArchivedPhotos } from "./archived-photos";
import { digestOf } from "./digest";
import { PictureFiles } from "./picture-files";
import { type OpenZip, openZip } from "./zip-file";

/** How many photos of a site are fetched at a time, and how often one is tried. */
const AT_ONCE = 3;
const TRIES = 3;
/** Milliseconds that one may take. */
const PATIENCE = 20_000;
/** A server that fails so often in a row is not asked again by this run. */
const FAILURES = 5;

const NEVER_READY = "It could not be made ready, though it was tried several times.";

/** Fetches the photos that rows of a sheet name, a few at a time, and adds each to its item. */
export class PhotoBringer {
  /** How often in a row a server has failed, by its name, and why the last time. */
  readonly #failed = new Map<string, { readonly times: number; readonly reason: string }>();

  #zip: OpenZip | null = null;
  #files: PictureFiles | null = null;
  #archived: ArchivedPhotos | null = null;

  /** @param network how addresses are reached; tests bring their own */
  constructor(
    readonly intakeId: string,
    readonly network?: Network,
  ) {}

  /**
   * Brings the next photos. Killed at any moment it can be done again: each photo is there once.
   * @param scope of the change set that goes by the sheet's id
   * @returns how far it is then
   */
  async bringSome(
    scope: Scope,
    signal?: AbortSignal,
  ): Promise<Readonly<Record<IntakePhotoState, number>>> {
    const claimed = await scope.write(async (tx) => {
      await refuseWaitingPhotos(tx, this.intakeId, NEVER_READY, TRIES);
      return claimIntakePhotos(tx, this.intakeId, { limit: AT_ONCE, tries: TRIES });
    });
    const inOrder = claimed.sort((one, other) => one.line - other.line || one.place - other.place);
    // Fetched side by side and added one by one, so that they stand in the order of the sheet.
    const fetched = await Promise.all(
      inOrder.map(({ source }) =>
        isAddress(source) ? this.#fetch(source, signal) : this.#unpack(scope.tenant, source),
      ),
    );
    signal?.throwIfAborted();
    for (const [at, photo] of inOrder.entries())
      if (fetched[at]) await this.#settle(scope, photo, fetched[at]);
    return scope.read((tx) => countIntakePhotos(tx, this.intakeId));
  }

  async #settle(scope: Scope, photo: IntakePhoto, got: Fetched): Promise<void> {
    const note = (state: IntakePhotoState, reason: string) =>
      scope.write((tx) => noteIntakePhoto(tx, photo.id, { state, reason }));
    if (!got.ok)
      return note(got.passing && photo.tries < TRIES ? "waiting" : "refused", got.reason);
    try {
      if (await this.#add(scope, photo, got.bytes)) return;
      await scope.write((tx) => refuseWaitingPhotos(tx, this.intakeId, TAKEN_BACK));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const isBusy = error.status === 503 && photo.tries < TRIES;
      await note(isBusy ? "waiting" : "refused", error.message);
    }
  }

  async #fetch(address: string, signal?: AbortSignal): Promise<Fetched> {
    const host = URL.canParse(address) ? new URL(address).host : "";
    const { times, reason } = this.#failed.get(host) ?? { times: 0, reason: "" };
    if (times >= FAILURES)
      return {
        ok: false,
        reason: `${reason} So it was ${FAILURES} times in a row.`,
        passing: true,
      };
    const { network } = this;
    const bounds = { most: MAX_PHOTO_BYTES, patience: PATIENCE };
    const got = await fetchOutside(address, {
      ...bounds,
      ...(signal && { signal }),
      ...(network && { network }),
    });
    if (got.ok || !got.passing) this.#failed.delete(host);
    else this.#failed.set(host, { times: times + 1, reason: got.reason });
    return got;
  }

  /** A file of the zip in which the sheet came. */
  async #unpack(tenant: Tenant, name: string): Promise<Fetched> {
    try {
      this.#zip ??= await openZip(tenant, this.intakeId);
      const zip = this.#zip;
      this.#files ??= PictureFiles.in(zip);
      const found = this.#files.find(name);
      if (!zip || !found.ok)
        return { ok: false, reason: found.ok ? "" : found.reason, passing: false };
      this.#archived ??= await ArchivedPhotos.of(zip);
      const bytes = await zip.read(found.path, MAX_PHOTO_BYTES);
      if (this.#archived.isDamaged(found.path, digestOf(bytes)))
        return { ok: false, reason: DAMAGED, passing: false };
      return { ok: true, bytes };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ok: false, reason: error.message, passing: error.status === 503 };
    }
  }

  /** @returns false where the import was taken back meanwhile */
  async #add(scope: Scope, photo: IntakePhoto, bytes: Buffer): Promise<boolean> {
    const stored = await storePhoto(scope.tenant, bytes, { id: photo.id });
    const { width, height } = stored.photo.full;
    const row = { key: stored.key, width, height, colour: stored.photo.colour };
    const digest = digestOf(bytes);
    const said = this.#archived?.said(photo.source) ?? {
      ...{ alt: "", copyId: null, ofCertificate: false, fileName: nameOf(photo.source) },
    };
    try {
      const done = await scope.write((tx) =>
        bringPhoto(tx, this.intakeId, photo, { ...row, ...said, digest }),
      );
      if (done !== "added") await forgetPhotos(scope.tenant, [stored.key]);
      return done !== "taken back";
    } catch (error) {
      await forgetPhotos(scope.tenant, [stored.key], error);
      throw error;
    }
  }
}

const DAMAGED = "It is not what the checksum of the export says. Download the export again.";
const TAKEN_BACK = "The import was taken back before this photo came.";

/** What a photo is called that comes from an address. */
function nameOf(source: string): string {
  const path = URL.canParse(source) ? new URL(source).pathname : source;
  const name = path.split(/[/\\]/).at(-1) ?? "";
  try {
    return decodeURIComponent(name)
      .replace(/\p{Cc}/gu, "")
      .toWellFormed()
      .slice(-LONGEST.fileName);
  } catch {
    return name.slice(-LONGEST.fileName);
  }
}
