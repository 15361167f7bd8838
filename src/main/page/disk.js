// What the page keeps in the browser (IndexedDB): the lists with their open entries, so that it opens at once and without
// a network, and the changes that the server has not taken yet. Where a browser keeps nothing, the page works without.

const NAME = 'todo';
const LONGEST_OPENING = 10_000; // some browsers never say that they can't
const STORES = { lists: { keyPath: 'name' }, entries: { keyPath: ['list', 'uid'] }, ops: { keyPath: 'key' } };
let opened;

function database() {
    opened ??= new Promise(resolve => {
        try {
            const request = indexedDB.open(NAME, 1);
            request.onupgradeneeded = () => {
                for (const [name, options] of Object.entries(STORES)) {
                    request.result.createObjectStore(name, options);
                }
            };
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => resolve(null);
            setTimeout(() => resolve(null), LONGEST_OPENING);
        } catch {
            resolve(null);
        }
    });
    return opened;
}

/** Writes all or none: `puts` and `deletes` are of `[store, value or key]`. Resolves when it is kept. */
export async function write(puts, deletes = []) {
    const db = await database();
    if (!db || (!puts.length && !deletes.length)) {
        return;
    }
    const transaction = db.transaction(Object.keys(STORES), 'readwrite', { durability: 'strict' });
    puts.forEach(([store, value]) => transaction.objectStore(store).put(value));
    deletes.forEach(([store, key]) => transaction.objectStore(store).delete(key));
    return ended(transaction);
}

export async function readAll(store) {
    const db = await database();
    if (!db) {
        return [];
    }
    const request = db.transaction(store).objectStore(store).getAll();
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/** Deletes the lists and entries that the browser keeps; changes that have not been sent only if `unsent`. */
export async function forget({ unsent }) {
    const db = await database();
    if (!db) {
        return;
    }
    const names = ['lists', 'entries', ...(unsent ? ['ops'] : [])];
    const transaction = db.transaction(names, 'readwrite');
    names.forEach(name => transaction.objectStore(name).clear());
    return ended(transaction);
}

function ended(transaction) {
    return new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
}
