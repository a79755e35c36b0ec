/** What `db/pools.ts` would be without tenancy: there is one database and its pool stands in `transaction.ts`. */
export async function poolOf(): Promise<null> {
  return null;
}

export async function closePools(): Promise<void> {}
