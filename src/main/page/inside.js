// What runs in the server, as it tells it a few times a second while the page about it is open; and how it changes.

import { call, open, Refused } from './api.js';
import { readAll } from './events.js';
import { t } from './texts.js';
import { redraw, say, ui } from './ui.js';

const WINDOW = 8; // looks over which rates are counted: two seconds
const DWELL = 800; // each step of healing is shown so long, in milliseconds
const PAUSE = 2_000;

const looks = [];
const healing = new Map(); // list → {steps, shown, since, known}
let stop = null;
let heard = 0;
let flow = () => {};

/** `flowing` is told of each look, and the one before it, when it is on the screen. */
export function flowWith(flowing) {
    flow = flowing;
}

/** Listens until the page is left or hidden; does nothing if it listens already. */
export function watch() {
    if (stop || document.hidden) {
        return;
    }
    stop = new AbortController();
    const { signal } = stop;
    addEventListener('hashchange', () => ui.route.view !== 'inside' && end(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden && end(), { signal });
    listen(stop);
}

document.addEventListener('visibilitychange', () => ui.route.view === 'inside' && watch());

function end() {
    stop?.abort();
    stop = null;
    looks.length = heard = 0;
    healing.clear();
}

async function listen(mine) {
    while (!mine.signal.aborted) {
        try {
            await readAll(await open('/api/inside/events', mine.signal), mine, take);
        } catch (failure) {
            if (failure instanceof Refused && failure.status === 401) {
                return;
            }
        }
        if (!mine.signal.aborted) {
            await new Promise(resolve => setTimeout(resolve, PAUSE));
        }
    }
}

function take(look) {
    const before = looks.at(-1);
    if (before && look.number < before.number) {
        end(); // it was started anew
        watch();
        return;
    }
    looks.push(look);
    looks.splice(0, looks.length - WINDOW);
    for (const each of look.happened.filter(each => each.number > heard)) {
        heard = each.number;
        if (before) {
            happened(each);
        }
    }
    redraw(before && (() => flow(look, before)));
}

/** What follows a crash is shown step by step, for it is over sooner than one can see. */
function happened({ list, what, millis }) {
    const known = healing.get(list);
    if (what === 'crashed' && !known) {
        healing.set(list, { steps: [{ what, millis }], began: millis, shown: null, since: -DWELL, row: row(list) });
    } else if (known) {
        known.steps.push({ what, millis });
    }
}

function row(list) {
    return looks.flatMap(look => look.lists).findLast(each => each.list === list) ?? { list, entries: 0, version: 0, mailbox: 0, waiting: 0, handled: 0, worker: 0 };
}

function advance(heals, now) {
    while (heals.steps.length && now - heals.since >= DWELL) {
        heals.shown = heals.steps.shift();
        heals.since = now;
        if (heals.shown.what === 'awake') {
            heals.took = heals.shown.millis - heals.began;
            say(t('healed', heals.row.list, number(heals.took)));
        }
    }
    return heals.shown.what !== 'awake' || now - heals.since < 3 * DWELL;
}

/** The latest look, with the lists as they are to be shown; `null` as long as there is none. */
export function seen() {
    const look = looks.at(-1);
    if (!look) {
        return null;
    }
    const now = performance.now();
    const lists = new Map(look.lists.map(each => [each.list, each]));
    for (const [list, heals] of healing) {
        if (advance(heals, now)) {
            lists.set(list, { ...(lists.get(list) ?? heals.row), state: heals.shown.what, took: heals.shown.what === 'awake' ? heals.took : undefined });
        } else {
            healing.delete(list);
        }
    }
    return { ...look, lists: [...lists.values()].sort((a, b) => a.list.localeCompare(b.list)) };
}

/** How much `of` (a function of a look) grew a second lately. */
export function rate(of) {
    const [first, last] = [looks[0], looks.at(-1)];
    const seconds = (last.millis - first.millis) / 1_000;
    const grown = grew(of);
    return seconds > 0 && grown > 0 ? grown / seconds : 0;
}

/** How much `of` grew lately. */
export function grew(of) {
    const [first, last] = [of(looks[0]), of(looks.at(-1))];
    return first === undefined || last === undefined ? 0 : last - first;
}

export function number(value) {
    return value.toLocaleString(navigator.languages, { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** Makes a list's process fail. */
export async function crash(list) {
    try {
        await call('POST', `/api/inside/lists/${encodeURIComponent(list)}/crash`);
    } catch (failure) {
        say(failure instanceof Refused ? t('refused', failure.message) : t('offline'));
    }
}
