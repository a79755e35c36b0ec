/** A photo that was chosen and has not arrived yet. */
export interface Unsent {
  readonly id: string;
  /** Where it goes, an item or the inbox: what an interrupted upload is found again by. */
  readonly to: string;
  /** What is sent beside the file, such as its item. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: File;
}

const STORE = "unsent";

/** Keeps a chosen photo in this browser until it has arrived, so that a crash or a closed tab loses none. */
export async function keepUnsent(one: Unsent): Promise<void> {
  await within("readwrite", (store) => store.put(one));
}

export async function forgetUnsent(id: string): Promise<void> {
  await within("readwrite", (store) => store.delete(id));
}

/** What an earlier visit chose for this place and could not send, in the order of choosing. */
export async function listUnsent(to: string): Promise<Unsent[]> {
  const all: Unsent[] = (await within("readonly", (store) => store.getAll())) ?? [];
  return all.filter((one) => one.to === to);
}

/** Without a store, as in a private window, uploads work and are only not resumed. */
async function within<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result | null> {
  try {
    const database = await answered(opened());
    const result = await answered(work(database.transaction(STORE, mode).objectStore(STORE)));
    database.close();
    return result;
  } catch {
    return null;
  }
}

function opened(): IDBOpenDBRequest {
  const request = indexedDB.open("swingtag photos", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return request;
}

function answered<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
