export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503;

export interface RefusalOptions {
  /** Sentences for single form fields, keyed by the field's name. */
  fields?: Record<string, string>;
  /** The HTTP status a handler answers with; 422 when not given. */
  status?: RefusalStatus;
  /** Whole seconds after which the same request may succeed. */
  retryAfter?: number;
}

/**
 * An expected no. Its message is shown to the person as it stands, so it is a sentence that says
 * what to do and holds no internals. Anything else that is thrown is a bug.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly fields: Readonly<Record<string, string>>;
  readonly status: RefusalStatus;
  readonly retryAfter: number | undefined;

  constructor(message: string, options: RefusalOptions = {}) {
    super(message);
    this.fields = options.fields ?? {};
    this.status = options.status ?? 422;
    this.retryAfter = options.retryAfter;
  }
}

/**
 * The one answer for what does not exist here: `throw notFound()`. It takes no text, because the answers for a
 * neighbour's row and for an id that never existed must be equal to the letter.
 */
export function notFound(): Refusal {
  return new Refusal("There is nothing here.", { status: 404 });
}
