// The changes that this page has made and the server has not taken yet, in order. Each is kept in the browser before it
// is sent, and is sent again under the same key until there is an answer, so that none is lost and none is done twice.

import { Away, entryPath, get, Refused } from './api.js';
import { dayOf, today } from './dates.js';
import { readAll, write } from './disk.js';
import { addingAgain, ASKED, laid, send } from './ops.js';
import { changed, drop, layOver, list, listMade, put, show, take } from './store.js';
import { isNewHere } from './token.js';
import { meant, understand } from './words.js';

const PAUSE = 2_000;
const FRESH = 60_000; // the longest a line may wait to be parsed
const tab = crypto.getRandomValues(new Uint32Array(2)).join('-');
let ops = [];
let sending = false;
let told = {};

layOver(
    (list, uid, entry) => standing().filter(op => op.touches.some(([name, id]) => name === list.name && id === uid)).reduce((over, op) => laid(op, list.name, over), entry),
    list => standing().findLast(op => op.list === list.name || op.to === list.name)?.kind === 'drop',
);

/** Those that were not undone while it is not known whether the server has done them. */
function standing() {
    return ops.filter(op => !op.undone);
}

/** `heard.refused(op, message)`, `heard.conflict(op)`, `heard.undo(op)`, `heard.unknown()`: what comes of ops. */
export function whenSent(heard) {
    told = heard;
}

export function waiting() {
    return ops.length;
}

/** Resolves when the browser keeps all that waits. */
export function allKept() {
    return Promise.all(ops.map(op => op.kept));
}

export function conflicts() {
    return ops.filter(op => op.conflict);
}

/** Ops from before the latest sign-in; they wait until a person sends or discards them. */
export function unsure() {
    return ops.filter(op => op.unsure);
}

/** Sends or discards the ops from before the latest sign-in. */
export async function decideUnsure(send) {
    for (const op of unsure()) {
        op.unsure = undefined;
        await (send ? write([['ops', plain(op)]]) : end(op, null));
    }
    sendAll();
}

/** Stops sending and keeping the ops of this tab, before what the browser keeps of them is deleted. */
export function abandon() {
    ops = [];
}

/** Counts the unsent changes of all tabs: `all` of them, and those `kept` in the browser, which survive a reload. */
export async function unsent() {
    const kept = (await readAll('ops')).map(op => op.key);
    return { all: new Set([...kept, ...ops.map(op => op.key)]).size, kept: kept.length };
}

/** Takes in what waits in the browser and is no other open tab's. */
export async function bringBackOps() {
    await exclusively('todo.adopt', async () => {
        const open = new Set();
        if (navigator.locks) {
            navigator.locks.request('todo.tab.' + tab, () => new Promise(() => {}));
            (await navigator.locks.query()).held.forEach(lock => open.add(lock.name.slice('todo.tab.'.length)));
        }
        const found = (await readAll('ops')).filter(op => op.tab !== tab && !open.has(op.tab));
        const unsure = isNewHere() || undefined; // the new token may belong to another server or person
        found.sort((a, b) => a.at - b.at || a.turn - b.turn).forEach(op => ops.push({ ...op, tab, unsure: op.unsure ?? unsure }));
        await write(ops.map(op => ['ops', op]));
    });
    ops.forEach(showOp);
}

function exclusively(name, work) {
    return navigator.locks ? navigator.locks.request(name, work) : work();
}

let turn = 0;

/** Takes an op in: it shows at once, and is sent as soon as can be. Resolves with the answer, or null if there is none. */
export function enqueue(op) {
    op.tab = tab;
    op.turn = turn++;
    op.kept = write([['ops', plain(op)]]);
    const done = new Promise(resolve => (op.resolve = resolve));
    ops.push(op);
    showOp(op);
    sendAll();
    return done;
}

/** An op as it can be kept: what only this run of the page knows left out. */
function plain({ kept, resolve, answered, answer, ...op }) {
    return op;
}

function showOp(op) {
    op.touches.forEach(([name, uid]) => show(listMade(name), uid));
    changed(list(op.list));
}

/** Takes an op back that was not sent. `false` if it was. */
export async function takeBack(op) {
    if (op.begun || !ops.includes(op)) {
        return false;
    }
    await end(op, null);
    return true;
}

/**
 * Shows an op as undone that may be done already; once it is known to be, `heard.undo` undoes it, with its answer in
 * `op.answer`. False if the answer is there.
 */
export function undoLater(op) {
    if (!ops.includes(op)) {
        return false;
    }
    op.undone = true;
    write([['ops', plain(op)]]);
    showOp(op);
    return true;
}

/** Sends what waits, one after the other. */
export async function sendAll() {
    if (sending) {
        return;
    }
    sending = true;
    try {
        for (let op = next(); op; op = next()) {
            await settle(op);
        }
    } catch (failure) {
        if (!(failure instanceof Away)) {
            throw failure;
        }
        setTimeout(sendAll, PAUSE);
    } finally {
        sending = false;
    }
}

/** The first op that does not wait for a person's decision about it or its entry. */
function next() {
    const held = new Set([...conflicts(), ...unsure()].map(op => op.list + '\n' + op.uid));
    return ops.find(op => !op.unsure && !held.has(op.list + '\n' + op.uid) && !held.has(op.list + '\n' + op.parentUid));
}

async function settle(op) {
    await op.kept;
    op.before ??= list(op.list)?.base.get(op.uid)?.version;
    try {
        if (await prepare(op)) {
            await accept(op, await send(op));
        }
    } catch (failure) {
        if (!(failure instanceof Refused)) {
            throw failure;
        }
        await refuse(op, failure);
    }
}

/** Finds out what an op is meant for. `false` if somebody else has changed the same. */
async function prepare(op) {
    if (op.begun) {
        return true; // perhaps it has been done: only the same request again can tell
    }
    if (op.words) {
        await readLine(op);
        if (!ops.includes(op)) {
            return false;
        }
    }
    if (op.kind === 'patch' && ASKED.some(name => name in op.body)) {
        const known = list(op.list)?.base.get(op.uid) ?? (await get(entryPath(op.list, op.id))).body;
        if (clash(op, known)) {
            ask(op, known);
            return false;
        }
        op.ifMatch = known.version;
    }
    if (!ops.includes(op)) {
        return false; // it was taken back while it was kept, or while the server was asked
    }
    op.begun = true;
    await write([['ops', plain(op)]]);
    return true;
}

/** Finds out what a line means that was entered before that was known. If it can't be had, or comes too late, it is the title. */
async function readLine(op) {
    const { text, keep, fields } = op.words;
    try {
        op.body = isFresh(op) ? meant(text, await understand(text, keep), fields) : op.body;
    } catch (failure) {
        if (!(failure instanceof Refused)) {
            throw failure;
        }
    }
    op.words = undefined;
    ops.includes(op) && showOp(op);
}

/** Whether "tomorrow" in the op's line still means the same day. */
function isFresh(op) {
    return Date.now() - op.at < FRESH && dayOf(new Date(op.at)) === today();
}

function clash(op, known) {
    const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
    return ASKED.some(name => name in op.body && !same(known[name], op.was[name]) && !same(known[name], op.body[name]));
}

/** Has a person decide; `reason` is why the server refuses the op, or else `current` what it clashes with, null if that is gone. */
function ask(op, current, reason = undefined) {
    if (!ops.includes(op)) {
        return; // taken back or discarded while the server was asked
    }
    op.conflict = { current, reason };
    write([['ops', plain(op)]]);
    told.conflict?.(op);
    changed(list(op.list));
}

async function accept(op, answer) {
    const entry = answer.body?.uid ? answer.body : null;
    if (entry) {
        learn(op, entry);
        putNew(entry);
    }
    answer.body?.entries?.forEach(putNew);
    if (op.kind === 'drop' && !op.undone && list(op.list)?.version <= answer.body.version) {
        drop(list(op.list));
    }
    if (op.kind === 'remove' || op.kind === 'move') {
        op.touches.filter(([name]) => name === op.list).forEach(([name, uid]) => take(listMade(name), uid));
    }
    op.undone && told.undo({ ...op, answer });
    await end(op, answer);
}

/** What the list has told already needs not be put, and may be gone again. */
function putNew(entry) {
    const home = listMade(entry.list);
    if (entry.version > home.version) {
        put(home, entry);
    }
}

/** What came to be by an op now has an id, which those that come after it need. */
function learn(done, entry) {
    const others = ops.filter(op => op !== done);
    for (const op of others) {
        if (op.uid === entry.uid && op.list === entry.list) {
            op.id = entry.id;
        }
        if (op.parentUid === entry.uid) {
            op.parentId = entry.id;
        }
    }
    write(others.map(op => ['ops', plain(op)]));
}

async function refuse(op, failure) {
    if (failure.status === 401) {
        told.unknown?.();
        throw new Away('the token is not taken');
    }
    op.begun = false;
    op.attempt++;
    if (failure.status === 412 && op.kind === 'patch') {
        putNew({ ...failure.problem.current, list: op.list });
    } else if (failure.status === 404 && op.kind === 'patch') {
        ask(op, null);
    } else if (op.kind === 'patch' && ('title' in op.body || 'notes' in op.body)) {
        ask(op, undefined, failure.message); // what was typed is not thrown away
    } else {
        told.refused?.(op, failure.message);
        const lost = op.kind === 'add' ? ops.filter(other => other.uid === op.uid) : [op];
        for (const each of lost) {
            await end(each, null);
        }
    }
}

async function end(op, answer) {
    ops = ops.filter(other => other !== op);
    op.touches.forEach(([name, uid]) => list(name) && show(list(name), uid)); // at once: what is done next goes by what is shown
    ops.filter(other => other.parentUid === op.uid).forEach(showOp);
    changed(list(op.list));
    await write([], [['ops', op.key]]);
    op.resolve?.(answer);
}

/** Goes on with an op about which a person has decided: `mine` keeps what it wants, else it is given up. */
export async function decide(op, mine) {
    const { current, reason } = op.conflict;
    op.conflict = undefined;
    if (mine && reason) {
        await write([['ops', plain(op)]]);
        sendAll();
        return;
    }
    if (!mine || !current) {
        await end(op, null);
    }
    if (mine && !current) {
        enqueue(addingAgain(op.entry, op.body));
    } else if (mine) {
        op.was = Object.fromEntries(Object.keys(op.body).map(name => [name, current[name]]));
        await write([['ops', plain(op)]]);
    }
    changed(list(op.list));
    sendAll();
}
