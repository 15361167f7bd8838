// Answers for the page's own files when there is no network, and shows reminders. What the page knows and has yet to send, it
// keeps itself.

const CACHE = 'todo-page';

self.addEventListener('install', event => event.waitUntil(renew().then(() => self.skipWaiting())));
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
    const url = new URL(event.request.url);
    if (event.request.mode === 'navigate' && url.pathname === '/') {
        event.respondWith(latest(event));
    } else if (url.pathname.startsWith('/page/')) {
        event.respondWith(kept(event.request));
    }
});

/** The page as the server has it, or as it was when there is no answer. */
async function latest(event) {
    try {
        const answer = await fetch(event.request, { signal: AbortSignal.timeout(3_000) });
        if (answer.ok) {
            event.waitUntil(renew());
            return answer;
        }
    } catch {
        // it is not there; the one that is kept is
    }
    return (await caches.match('/')) ?? Response.error();
}

/** Whatever it is asked for as: what a file is does not vary. */
async function kept(request) {
    return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Keeps the page with all files that it names, and no others. A file's address is another when it is another. */
async function renew() {
    const answer = await fetch('/', { headers: { Accept: 'text/html' } });
    const names = [...(await answer.clone().text()).matchAll(/"(\/?page\/[^"]+)"/g)].map(match => '/' + match[1].replace(/^\//, ''));
    const cache = await caches.open(CACHE);
    const there = new Set((await cache.keys()).map(request => new URL(request.url).pathname));
    await cache.addAll(names.filter(name => !there.has(name)));
    await cache.put('/', answer);
    const gone = [...there].filter(path => path !== '/' && !names.includes(path));
    await Promise.all(gone.map(path => cache.delete(path)));
}

self.addEventListener('push', event => event.waitUntil(remind(event.data?.json()?.data ?? {})));
self.addEventListener('notificationclick', event => {
    event.notification.close();
    event.waitUntil(show(event.notification.data));
});

/** A browser must show something for each message. */
function remind({ title = 'Todo', list = '', uid = '', due }) {
    const body = [due && when(due), list].filter(Boolean).join(' · ');
    return self.registration.showNotification(title, { body, tag: uid, renotify: Boolean(uid), data: { list, uid } });
}

function when(due) {
    const at = new Date(due.length === 10 ? due + 'T00:00' : due.replace(/\[.*/, ''));
    const form = due.length === 10 ? { dateStyle: 'full' } : { dateStyle: 'medium', timeStyle: 'short' };
    return at.toLocaleString(navigator.languages, form);
}

/** Shows the entry in a page that is open, or in a new one. */
async function show({ list, uid }) {
    const place = `#/list/${encodeURIComponent(list)}/entry-${encodeURIComponent(uid)}`;
    const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (page) {
        page.postMessage({ place });
        await page.focus();
    } else {
        await self.clients.openWindow('/' + place);
    }
}
