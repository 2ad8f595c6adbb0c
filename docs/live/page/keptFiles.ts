// Files that cells have written, such as checkpoints, kept in this browser from one visit to the next.

const DATABASE = 'carry-files';
const STORE = 'files';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps no files.'));
  });
}

async function use<Value>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const database = await open();
  try {
    return await new Promise<Value>((resolve, reject) => {
      const request = work(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The browser keeps no files.'));
    });
  } finally {
    database.close();
  }
}

/** All kept files. A browser that keeps none (a private window, some pages from files) has none. */
export async function keptFiles(): Promise<Record<string, string>> {
  try {
    const names = await use('readonly', (store) => store.getAllKeys());
    const texts = await use<string[]>('readonly', (store) => store.getAll() as IDBRequest<string[]>);
    return Object.fromEntries(names.map((name, n) => [String(name), texts[n] ?? '']));
  } catch {
    return {};
  }
}

/** Keeps a file, or forgets it (`null`). Temporary ones are not worth keeping. */
export async function keepFile(path: string, text: string | null): Promise<void> {
  if (path.startsWith('course/tmp') || path.endsWith('.tmp')) return;
  try {
    if (text === null) await use('readwrite', (store) => store.delete(path));
    else await use('readwrite', (store) => store.put(text, path));
  } catch (error) {
    dispatchEvent(new CustomEvent('carry-not-kept', { detail: String(error) }));
  }
}

/** Forgets all files. */
export async function forgetFiles(): Promise<void> {
  await use('readwrite', (store) => store.clear());
}
