import type { ReadTx, Scope, Tenant, WriteTx } from "@/db/scope";
import type { Refused } from "@/db/tenant/intake";
import { MOST } from "@/db/tenant/item";
import { listKeysAmong, listOrigins } from "@/db/tenant/queries/intake/photos";
import { judgeAddress } from "@/server/outside/address";
import type { Mapping } from "@/server/sheet/mapping";
import { isAddress } from "@/server/sheet/photo-sources";
import { digestOf } from "./digest";
import { PictureFiles } from "./picture-files";

/** A photo that a row names. */
export interface NamedPhoto {
  /** An address, or the name of a file, as the sheet has it. */
  readonly source: string;
  /** The digest of where it comes from; empty where it can't be had. */
  readonly origin: string;
  /** Why it can't be had. */
  readonly reason: string;
}

/** What becomes of the photos of a row. */
export interface JudgedPhotos {
  /** Those that its item does not have. */
  readonly fresh: readonly NamedPhoto[];
  readonly missing: readonly NamedPhoto[];
}

/** Knows of items which photos imports have brought, so that none is brought twice. */
export class PhotoBook {
  readonly #origins = new Map<string, Set<string>>();
  /** Photos of a zip of the site that are here as they were, by the name that the zip has for them. */
  readonly #there = new Set<string>();
  readonly #column: number;

  /** @param files those that came in the sheet's zip; null where no column names photos */
  constructor(
    mapping: Pick<Mapping, "columns">,
    readonly files: PictureFiles | null,
  ) {
    this.#column = mapping.columns.findIndex(({ target }) => target.to === "photos");
  }

  /** For the rows of a sheet, with the files that came in its zip. */
  static async of(
    tenant: Pick<Tenant, "id" | "stack">,
    intakeId: string,
    mapping: Pick<Mapping, "columns">,
  ): Promise<PhotoBook> {
    const names = mapping.columns.some(({ target }) => target.to === "photos");
    return new PhotoBook(mapping, names ? await PictureFiles.of(tenant, intakeId) : null);
  }

  /** Reads what these items have. */
  async learn(scope: Scope, itemIds: readonly string[]): Promise<void> {
    if (this.#column >= 0 && itemIds.length > 0)
      await scope.read((tx) => this.learnIn(tx, itemIds));
  }

  /** The same in a transaction. */
  async learnIn(tx: ReadTx | WriteTx, itemIds: readonly string[]): Promise<void> {
    if (this.#column < 0) return;
    for (const { itemId, origin } of await listOrigins(tx, itemIds)) {
      const known = this.#origins.get(itemId ?? "");
      if (known) known.add(origin);
      else this.#origins.set(itemId ?? "", new Set([origin]));
    }
  }

  /** Reads which of the photos that a zip of the site names are here. */
  async learnSources(scope: Scope, sources: readonly string[]): Promise<void> {
    if (this.#column >= 0 && sources.some((source) => keyIn(source)))
      await scope.read((tx) => this.learnSourcesIn(tx, sources));
  }

  /** The same in a transaction. */
  async learnSourcesIn(tx: ReadTx | WriteTx, sources: readonly string[]): Promise<void> {
    const keys = [...new Set(sources.flatMap((source) => keyIn(source) ?? []))];
    for (const key of await listKeysAmong(tx, keys)) this.#there.add(key);
  }

  /**
   * Says which photos of a row are to be fetched, and which can't be.
   * @param earlier what rows above name of the same item
   */
  judge(itemId: string, named: readonly string[], earlier: readonly string[]): JudgedPhotos {
    const above = new Set(earlier.map((source) => this.#find(source).origin));
    const there = this.#origins.get(itemId);
    const found = named
      .filter((source) => !this.#there.has(keyIn(source) ?? ""))
      .map((source) => this.#find(source))
      .filter(({ origin }) => origin === "" || !(there?.has(origin) || above.has(origin)));
    const fresh = found.filter(({ reason }) => reason === "");
    const tooMany = fresh.slice(MOST.photos).map((one) => ({ ...one, reason: TOO_MANY }));
    return {
      fresh: fresh.slice(0, MOST.photos),
      missing: [...found.filter(({ reason }) => reason !== ""), ...tooMany],
    };
  }

  /** A photo that can't be had, as its row tells it. */
  readonly tell = ({ source, reason }: NamedPhoto): Refused => ({
    column: this.#column < 0 ? null : this.#column,
    reason: `${source.length > 80 ? `${[...source].slice(0, 80).join("")}…` : source} is left out. ${reason}`,
  });

  #find(source: string): NamedPhoto {
    if (!isAddress(source)) {
      const found = this.files?.find(source);
      if (!found?.ok) return { source, origin: "", reason: found?.reason ?? "" };
      return { source, origin: found.origin, reason: "" };
    }
    const judged = judgeAddress(source);
    if (!judged.ok) return { source, origin: "", reason: judged.reason };
    return { source, origin: digestOf(`address ${judged.url.href}`), reason: "" };
  }
}

/** The key of a photo, where a name is that of a file in a zip of a site. */
function keyIn(source: string): string | null {
  return /(?:^|\/)(photos\/[0-9a-f-]{36})\/full\.webp$/.exec(source)?.[1] ?? null;
}

const TOO_MANY = `An item holds ${MOST.photos} photos.`;
