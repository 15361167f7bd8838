// What a person can do, each with its way back.

import { Away, Refused, get, listPath } from './api.js';
import { onDay } from './dates.js';
import { adding, addingAgain, describing, dropping, moving, patching, placing, removing, restoring, undoing } from './ops.js';
import { enqueue, takeBack, undoLater } from './queue.js';
import { byId, list, listMade, titleOf } from './store.js';
import { t } from './texts.js';
import { below, between, childrenOf } from './tree.js';
import { isAt, say, ui } from './ui.js';

const MOST = 50;
const LONGEST_NAME = 60;
const done = []; // what can be undone: `{subject, ops}`, where `ops` went together, newest last

/** Does ops that go together. With a `text`, which names the `subject`, it says so and offers to undo them. */
function act(text, subject, ops, ...more) {
    if (!ops.length) {
        return;
    }
    ops.forEach(op => (op.answered = enqueue(op).then(answer => (op.answer = answer))));
    if (ops.some(op => takesAway(op) && touchesCard(op))) {
        ui.editing = null;
    }
    done.push({ subject, ops });
    done.splice(0, done.length - MOST);
    if (text) {
        say(t(text, subject, ...more), { label: t('undo'), run: undo });
    }
}

function takesAway(op) {
    return ['remove', 'move', 'drop'].includes(op.kind) || op.body?.completed;
}

function touchesCard(op) {
    return op.touches.some(([list, uid]) => isAt(ui.editing, { list, uid }));
}

/** One thing by its title, or how many there are. */
function subjectOf(entries) {
    return entries.length === 1 ? quoted(entries[0].title) : t('many', entries.length);
}

function quoted(title) {
    return t('quoted', title.length > LONGEST_NAME ? title.slice(0, LONGEST_NAME) + '…' : title);
}

/** @param words `{text, keep, fields}` if the `line` that was typed has not been parsed yet */
export function add(listName, body, parentUid = null, words = undefined, line = undefined) {
    const op = adding(listName, body, parentUid, words, line);
    act('', quoted(body.title), [op]);
    return op.uid;
}

/** @param was the entry as it was when the change was begun */
export function change(entry, body, was = entry) {
    const names = Object.keys(body).filter(name => JSON.stringify(body[name]) !== JSON.stringify(was[name]));
    if (names.length) {
        act('', quoted(entry.title), [patching(entry, Object.fromEntries(names.map(name => [name, body[name]])), was)]);
    }
}

/** @param bodyOf what to change of an entry */
export function changeAll(entries, bodyOf) {
    act('changedOne', subjectOf(entries), entries.map(entry => patching(entry, bodyOf(entry))));
}

/** Makes entries due on a day, at the time that they have. */
export function dueOn(day) {
    return entry => ({ due: onDay(entry.due, day) });
}

/** What is below an open entry is completed with it. */
export function complete(entries) {
    const on = entries.some(entry => !entry.completed);
    const all = new Map();
    for (const entry of entries) {
        const group = on ? [entry, ...below(list(entry.list), entry)] : [entry];
        group.filter(each => each.completed !== on).forEach(each => all.set(each.list + each.uid, each));
    }
    act(on ? 'completedOne' : 'reopened', subjectOf([...all.values()]), [...all.values()].map(each => patching(each, { completed: on })));
}

export function remove(entries) {
    const roots = topmost(entries);
    act('deleted', subjectOf(roots), roots.map(entry => removing(entry, below(list(entry.list), entry))));
}

export function moveTo(entries, name) {
    const roots = topmost(entries).filter(entry => entry.list !== name);
    act('moved', subjectOf(roots), roots.map(entry => moving(entry, below(list(entry.list), entry), name)), titleOf(listMade(name)));
}

/** Those that are not below another of them. */
function topmost(entries) {
    const under = new Set(entries.flatMap(entry => below(list(entry.list), entry).map(each => each.list + each.uid)));
    return entries.filter(entry => !under.has(entry.list + entry.uid));
}

/** Puts an entry below `parent` (null: at the top), behind `previous` (null: first). */
export function place(entry, parent, previous) {
    const home = list(entry.list);
    const { order, others } = between(home, parent?.id ?? 0, previous, entry.uid);
    act('', quoted(entry.title), [placing(entry, parent?.uid ?? null, order), ...others.map(other => patching(other.entry, { order: other.order }))]);
}

/** Moves an entry one step: 'up', 'down', 'in', 'out'. */
export function step(entry, direction) {
    const home = list(entry.list);
    const parent = byId(home, entry.parent);
    const siblings = childrenOf(home).get(parent ? parent.id : 0) ?? [];
    const at = siblings.findIndex(each => each.uid === entry.uid);
    if (direction === 'up' && at > 0) {
        place(entry, parent, siblings[at - 2] ?? null);
    } else if (direction === 'down' && at < siblings.length - 1) {
        place(entry, parent, siblings[at + 1]);
    } else if (direction === 'in' && at > 0) {
        place(entry, siblings[at - 1], (childrenOf(home).get(siblings[at - 1].id) ?? []).at(-1) ?? null);
    } else if (direction === 'out' && parent) {
        place(entry, byId(home, parent.parent) ?? null, parent);
    }
}

export function setProperties(name, properties, text = 'changedOne') {
    act(text, quoted(properties.title || name), [describing(name, properties)]);
}

export function dropList(name) {
    act('deleted', quoted(titleOf(list(name))), [dropping(name)]);
}

/** Takes back what was done last; gives the key of the first entry that it was about. */
export async function undo() {
    if (!done.length) {
        say(t('cantUndo'));
        return null;
    }
    const last = done.pop();
    const { subject, ops } = last;
    if (ops.some(op => op.kind === 'add' && touchesCard(op))) {
        ui.editing = null;
    }
    let undone = true;
    try {
        for (const op of ops.toReversed()) {
            undone = (await undoOne(op)) && undone;
        }
        undone && say(t('undone', subject));
    } catch (failure) {
        say(explain(failure));
        done.push(last);
    }
    return ops[0].uid ? { list: ops[0].list, uid: ops[0].uid } : null;
}

/** Gives whether it is undone, or will be. */
async function undoOne(op) {
    if ((await takeBack(op)) || turnAround(op)) {
        return true;
    }
    if (undoLater(op)) {
        return true;
    }
    await op.answered;
    const undone = await undoSent(op);
    op.answer = null;
    return undone;
}

/** Of what is under way it is not known whether the server has done it; what does the contrary is sent behind it. */
function turnAround(op) {
    const entry = list(op.list)?.shown.get(op.uid);
    const simple = op.kind === 'add' || (op.kind === 'patch' && op.parentUid === undefined);
    if (op.answer !== undefined || !entry || !simple) {
        return false;
    }
    enqueue(op.kind === 'add' ? removing(entry, below(list(op.list), entry)) : patching(entry, op.was));
    return true;
}

/** Undoes what the server has answered; gives whether it did. */
export async function undoSent(op) {
    if (!op.answer) {
        return true;
    }
    const { body } = op.answer;
    if (op.kind === 'restore' || op.kind === 'drop') {
        // A list that is used again since it was deleted is left alone.
        return Boolean(await enqueue(restoring(op.list, body.before, op.kind === 'drop' ? body.version : undefined)));
    }
    let undone = true;
    for (const version of await versions(op)) {
        const answer = await enqueue(undoing(op.list, version));
        undone &&= Boolean(answer);
        const entry = op.kind === 'move' && answer?.body.entries.find(each => each.uid === op.uid);
        entry && enqueue(placing(entry, op.leftUid, op.entry.order));
    }
    return undone;
}

/** The changes of the list's history that an op has made, newest first. */
async function versions(op) {
    if (op.kind === 'add' || op.kind === 'patch') {
        const { version } = op.answer.body;
        return version === op.before ? [] : [version];
    }
    const kind = { remove: 'removed', move: 'movedOut', describe: 'described' }[op.kind];
    const uids = new Set(op.kind === 'move' ? [op.uid] : op.touches.map(([, uid]) => uid));
    const { body } = await get(`${listPath(op.list)}/changes?limit=1000`);
    const found = [];
    for (const change of body) {
        const fits = change.kind === kind && (!uids.size || uids.delete(change.entry?.uid));
        if (fits) {
            found.push(change.version);
        }
        if (found.length && !uids.size) {
            break;
        }
    }
    return found;
}

/**
 * Brings back an entry that was deleted elsewhere, with what was deleted along with it; gives its uid, or null if that is
 * not possible now. What the history does not have any more is added anew.
 */
export async function bringBack(entry) {
    try {
        const { body } = await get(`${listPath(entry.list)}/changes?limit=1000`);
        const removed = body.filter(change => change.kind === 'removed');
        const last = removed.find(change => change.entry.uid === entry.uid);
        const together = removed.filter(change => change.at === last?.at);
        const tree = change => [change, ...together.filter(each => each.entry.parent === change.entry.id).flatMap(tree)];
        return last ? await undoRemovals(entry, tree(last)) : addAgain(entry);
    } catch (failure) {
        say(explain(failure));
        if (failure instanceof Away || failure instanceof Refused) {
            return null;
        }
        throw failure;
    }
}

/** Undoes those of the changes that did not come back with one before. */
async function undoRemovals({ list: name, uid }, changes) {
    const back = new Set();
    for (const { version, entry } of changes) {
        const answer = back.has(entry.uid) || (await enqueue(undoing(name, version)));
        answer?.body?.entries.forEach(each => back.add(each.uid));
    }
    return back.has(uid) ? uid : null;
}

function addAgain(entry) {
    const op = addingAgain(entry);
    act('', quoted(entry.title), [op]);
    return op.uid;
}

/** Moves an entry back to the place that it had as `was`, in the list from which it was moved elsewhere. */
export function moveBack(entry, was) {
    const back = moving(entry, below(list(entry.list), entry), was.list);
    act('moved', quoted(was.title), [back], titleOf(listMade(was.list)));
    enqueue(placing(list(was.list).shown.get(was.uid), byId(list(was.list), was.parent)?.uid ?? null, was.order));
}

/** Makes the list again what it was at `version`. */
export function restore(name, version) {
    act('restored', quoted(titleOf(list(name))), [restoring(name, version)]);
}

/** Takes a change of a list's history back. */
export async function undoChange(name, version) {
    return enqueue(undoing(name, version));
}

export function explain(failure) {
    return failure instanceof Refused ? failure.message : t('offline');
}
