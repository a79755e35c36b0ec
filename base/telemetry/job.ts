import { sender } from "./sender.ts";
import { beginTrace, type Trace, within } from "./trace.ts";

/** What is known of an operation that runs. */
interface RunningOperation {
  readonly id: string;
  readonly kind: string;
  readonly tenantId: string | null;
  readonly slug: string;
  /** The `traceparent` of whoever ordered it, or empty. */
  readonly trace: string;
}

/** Runs an operation as part of the request that ordered it: its lines and its queries carry that trace. */
export async function asJob<T>(operation: RunningOperation, work: () => Promise<T>): Promise<T> {
  const { id, kind, tenantId, slug } = operation;
  const trace = beginTrace("job", { parent: operation.trace, operation: id });
  if (tenantId) trace.tenant = { id: tenantId, slug: slug || null };
  return spanned(trace, `job ${kind}`, work);
}

/** Runs what nobody ordered under a trace of its own. */
export async function asTask<T>(name: string, work: () => Promise<T>): Promise<T> {
  return spanned(beginTrace("job"), `task ${name}`, work);
}

async function spanned<T>(trace: Trace, name: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  let failed = true;
  try {
    const result = await within(trace, work);
    failed = false;
    return result;
  } finally {
    const { operation, tenant, traceId, spanId, parentId } = trace;
    sender()?.span({
      name,
      kind: "job",
      traceId,
      spanId,
      parentId,
      started,
      ended: Date.now(),
      failed,
      attributes: {
        ...(operation && { operation }),
        ...(tenant && { tenant: tenant.id }),
        ...(tenant?.slug && { site: tenant.slug }),
      },
    });
  }
}
