/** Where the template of a tenant's own stack is emitted, and put by `up` in the bucket of files. */
export const STACK_TEMPLATE = "stack/template.json";
