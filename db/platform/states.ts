/**
 * Where a tenant may live, and the states that rows of the platform go through. Schema, queries, jobs, pages and
 * the command line read them here. It imports nothing, so that a browser can.
 */

/** A database that many tenants share, or one of a tenant's own. */
export const DATABASE_KINDS = ["pool", "own"] as const;
export type DatabaseKind = (typeof DATABASE_KINDS)[number];

/** Own ones wait as spares for a tenant. */
export const DATABASE_STATES = ["preparing", "spare", "ready", "retiring"] as const;

/** Where a tenant lives: in one of these databases, or in a stack of its own. */
export const PLACEMENTS = [...DATABASE_KINDS, "stack"] as const;
export type Placement = (typeof PLACEMENTS)[number];

export const STACK_STATES = ["preparing", "ready", "retiring"] as const;

export const TENANT_STATES = ["founding", "active", "suspended", "deleted"] as const;
export type TenantState = (typeof TENANT_STATES)[number];

export const OPERATION_STATES = ["waiting", "running", "succeeded", "failed"] as const;

/** How far people are with an incident. */
export const INCIDENT_STATES = ["investigating", "identified", "monitoring", "resolved"] as const;

/** What operators decide of a message that an owner reported: its sender is blocked for all sites, or it stays at that. */
export const COMPLAINT_DECISIONS = ["blocked", "left"] as const;
export type ComplaintDecision = (typeof COMPLAINT_DECISIONS)[number];

/** How well a component of the service is. */
export const COMPONENT_STATES = ["operational", "degraded", "down", "maintenance"] as const;
