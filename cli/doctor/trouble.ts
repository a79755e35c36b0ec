import type { Database } from "@/db/platform/queries/databases";
import type { Operation } from "@/db/platform/queries/operations";

/** Something that is not as it should be. */
export interface Trouble {
  /** In a word or two, the same for the same sort of trouble. */
  readonly kind: string;
  /** What it is about: a database, a role, a tenant's id, an operation. */
  readonly subject: string;
  /** What is wrong, and what to do where nothing can be mended here. */
  readonly sentence: string;
  readonly mending: Mending | null;
}

export interface Mending {
  /** What it does, as one says before doing it. */
  readonly says: string;
  /** Whether it removes what could be somebody's data. */
  readonly removesData: boolean;
  /** Looks again whether the trouble is still there before it changes anything. */
  run(): Promise<void>;
}

/** What the platform knows; read after what databases hold, so that what moved meanwhile is explained. */
export interface Known {
  readonly databases: readonly Database[];
  readonly tenants: readonly { readonly id: string; readonly databaseId: string }[];
  /** Waiting and running ones. */
  readonly work: readonly Operation[];
}

/** What one server has of this installation. */
export interface Server {
  readonly server: string;
  /** Databases of tenants, by name. */
  readonly databases: readonly string[];
  readonly templates: readonly string[];
  readonly roles: readonly Role[];
}

export interface Role {
  readonly name: string;
  readonly powerful: boolean;
  readonly login: boolean;
  readonly groups: readonly string[];
}

/** Whether an operation that has not ended is about this tenant: it may be what one sees. */
export function isWorkedOn(known: Known, tenantId: string): boolean {
  return known.work.some(
    ({ tenantId: id, input }) => id === tenantId || JSON.stringify(input).includes(tenantId),
  );
}
