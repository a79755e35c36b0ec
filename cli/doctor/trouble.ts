import type { Database } from "@/db/platform/queries/databases";
import type { Operation } from "@/db/platform/queries/operations";

/** Something that is not as it should be. */
export interface Trouble {
  /** A few words that name the sort of trouble. */
  readonly kind: string;
  /** What it is about: a database, a role, a tenant's id, an operation. */
  readonly subject: string;
  /** What is wrong, and what to do where nothing can be mended here. */
  readonly sentence: string;
  readonly mending: Mending | null;
}

export interface Mending {
  /** The mend in words, for asking before it is done. */
  readonly says: string;
  /** Whether it removes what could be somebody's data. */
  readonly removesData: boolean;
  /** Looks again whether the trouble is still there before it changes anything. */
  run(): Promise<void>;
}

/** What the platform's database says. Read after the tenants' databases, so that it explains what moved meanwhile. */
export interface Register {
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
  readonly roles: readonly DatabaseRole[];
}

export interface DatabaseRole {
  readonly name: string;
  readonly powerful: boolean;
  readonly login: boolean;
  readonly groups: readonly string[];
}

/** Whether an unfinished operation is about this tenant; then the operation may explain what looks like a trouble. */
export function isWorkedOn(register: Register, tenantId: string): boolean {
  return register.work.some(
    ({ tenantId: id, input }) => id === tenantId || JSON.stringify(input).includes(tenantId),
  );
}
