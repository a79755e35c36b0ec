/**
 * The result of `work`, or an error once the time is over; `work` itself is not stopped.
 * @param patience in milliseconds
 */
export async function withTimeout<T>(patience: number, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("It took too long.")), patience);
  const working = work();
  working.catch(() => {});
  try {
    return await Promise.race([working, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
