// Keeps the store level with the server: reads what there is, hears what comes, and reads on where something was missed.

import { Away, get, listPath, pages, Refused } from './api.js';
import { listen } from './events.js';
import { sendAll } from './queue.js';
import { apply, changed, describe, drop, empty, list, listMade, lists, put } from './store.js';
import { byCompletion } from './tree.js';

const MOST_MISSED = 1_000;
const MOST_BEHIND = 30;
const PAGE = 1_000;
const RETRY = 2_000;

/** `first` until all was read once; `away` while there is no connection; `problem` says why the server refused one, if it did; `damaged` is what it can't read on its disk. */
export const status = { first: true, away: false, problem: '', damaged: [] };
let told = {};
let held = null;
let attempt = 0;

/**
 * Begins, and goes on for ever. `heard.unknown()` if the token is not taken; `heard.current()` is the list to read first;
 * `heard.ready` is kept when what the browser has is in the store, for which the first answers need not wait to come.
 */
export function begin(heard) {
    told = heard;
    listen({ opened, news, closed, unknown: heard.unknown });
}

/** What comes while it is found out what was missed is held, and applied after that. */
async function opened() {
    const mine = ++attempt;
    held = [];
    try {
        const [{ body }] = await Promise.all([get('/api/lists'), told.ready]);
        await level(body);
        if (mine === attempt) {
            const later = held;
            held = null;
            later.forEach(news);
            status.away = status.first = false;
            changed();
            sendAll();
        }
    } catch (failure) {
        failed(failure, () => mine === attempt && opened());
    }
}

function closed(problem) {
    attempt++;
    status.problem = problem;
    status.away = true;
    changed();
}

function failed(failure, again) {
    if (failure instanceof Refused && failure.status === 401) {
        told.unknown();
    } else if (failure instanceof Away) {
        setTimeout(again, RETRY);
    } else {
        throw failure;
    }
}

/** Of the lists that there are, reads what is missing of those that have come further. */
async function level(body) {
    const there = new Set(body.map(about => about.name));
    const damaged = body.filter(about => about.damaged);
    status.damaged = damaged.map(about => about.name ?? about.damaged);
    if (damaged.every(about => about.name)) { // else it is not known which lists there are
        [...lists.values()].filter(list => list.version && !there.has(list.name)).forEach(drop);
    }
    const behind = body.filter(about => !about.damaged && isBehind(about));
    const unknown = behind.filter(about => !list(about.name)?.known);
    unknown.forEach(describe);
    changed();
    const wanted = told.current();
    const inOnePage = unknown.length > 1 && behind.reduce((sum, about) => sum + about.open, 0) <= PAGE;
    if (!inOnePage && unknown.some(about => about.name === wanted)) {
        await readList(wanted);
    }
    const rest = behind.filter(isBehind);
    if (inOnePage || rest.length > MOST_BEHIND) {
        await readEverything(rest);
    } else {
        await Promise.all(rest.map(bringLevel));
    }
}

function isBehind({ name, version }) {
    return !list(name)?.known || list(name).version !== version;
}

function bringLevel({ name, version }) {
    return list(name).known && list(name).version < version ? readMissed(name) : readList(name);
}

/** All open entries of all lists, of the versions that `abouts` say or later ones. */
async function readEverything(abouts) {
    const reading = new Set(abouts.map(about => about.name));
    for (const about of abouts) {
        empty(describe(about));
        list(about.name).known = false; // until all of it is here
    }
    for await (const page of pages(`/api/entries?completed=false&limit=${PAGE}`)) {
        page.filter(entry => reading.has(entry.list)).forEach(entry => put(listMade(entry.list), entry));
    }
    for (const name of reading) {
        list(name).known = true;
        changed(list(name));
    }
}

/** One list with its open entries, both of the same version. */
async function readList(name) {
    const list = listMade(name);
    list.later = list.later ?? [];
    try {
        for (;;) {
            const [about, entries] = await Promise.all([get(listPath(name)), get(listPath(name) + '/entries?completed=false')]);
            if (about.version === entries.version) {
                empty(list);
                describe(about.body);
                entries.body.forEach(entry => put(list, entry));
                break;
            }
        }
        list.known = true;
        changed(list);
        const later = list.later;
        list.later = undefined;
        later?.forEach(news);
    } catch (failure) {
        const { later } = list;
        list.later = undefined;
        if (!(failure instanceof Refused && failure.status === 404)) {
            throw failure;
        }
        drop(list);
        later?.slice(-1).forEach(news); // it may be there again
    }
}

async function readMissed(name) {
    const known = list(name);
    const { body, next } = await get(`${listPath(name)}/changes?since=${known.version}&limit=${MOST_MISSED}`);
    if (next) {
        return readList(name);
    }
    body.reverse().forEach(change => apply(known, change));
}

/** What a list tells: its changes, or only the version it is at. */
function news(told) {
    const { list: name, version, changes } = told;
    if (!lists.has(name) && (version === 0 || changes.at(-1)?.kind === 'dropped')) {
        return; // somebody asked for a list that is not there, or it was deleted here
    }
    const known = listMade(name);
    const later = held ?? known.later;
    if (later) {
        later.push(told);
        return;
    }
    known.known ||= known.version === 0 && changes[0]?.version === 1;
    const whole = changes.every(change => apply(known, change)) && known.version >= version;
    if (!whole) {
        readOn(name);
    }
}

async function readOn(name) {
    try {
        await (list(name).known ? readMissed(name) : readList(name));
    } catch (failure) {
        failed(failure, () => readOn(name));
    }
}

/** Reads a page of a list's completed entries, newest first; gives where the next one is, and the last of this one. */
export async function readCompleted(name, next) {
    const page = await get(next ?? listPath(name) + '/entries?order=completed&limit=50');
    const list = listMade(name);
    page.body.forEach(entry => put(list, entry));
    return { next: page.next, last: page.body.toSorted(byCompletion).at(-1) };
}
