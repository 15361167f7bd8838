// What a person can do, each with its way back.

import { Refused, get, listPath } from './api.js';
import { onDay } from './dates.js';
import { adding, describing, dropping, moving, patching, placing, removing, restoring, undoing } from './ops.js';
import { enqueue, takeBack } from './queue.js';
import { byId, list, listMade, titleOf } from './store.js';
import { t } from './texts.js';
import { below, between, childrenOf } from './tree.js';
import { say } from './ui.js';

const MOST = 50;
const done = []; // what can be taken back: arrays of ops that went together, newest last

/** Does ops that go together, and says so with a way back. */
function act(text, ops) {
    if (!ops.length) {
        return;
    }
    ops.forEach(op => (op.answered = enqueue(op).then(answer => (op.answer = answer))));
    done.push(ops);
    done.splice(0, done.length - MOST);
    if (text) {
        say(text, { label: t('undo'), run: undo });
    }
}

/** @param words `{text, keep, fields}` if the `line` that was typed has not been parsed yet */
export function add(listName, body, parentUid = null, words = undefined, line = undefined) {
    const op = adding(listName, body, parentUid, words, line);
    act('', [op]);
    return op.uid;
}

/** @param was the entry as it was when the change was begun */
export function change(entry, body, was = entry) {
    const names = Object.keys(body).filter(name => JSON.stringify(body[name]) !== JSON.stringify(was[name]));
    if (names.length) {
        act('', [patching(entry, Object.fromEntries(names.map(name => [name, body[name]])), was)]);
    }
}

/** @param bodyOf what to change of an entry */
export function changeAll(entries, bodyOf) {
    act(entries.length > 1 ? t('many', entries.length) + ': ' + t('changedOne') : t('changedOne'), entries.map(entry => patching(entry, bodyOf(entry))));
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
    const text = t(on ? 'completedOne' : 'reopened');
    act(all.size > 1 ? t('many', all.size) + ': ' + text : text, [...all.values()].map(each => patching(each, { completed: on })));
}

export function remove(entries) {
    const roots = topmost(entries);
    act(roots.length > 1 ? t('many', roots.length) + ': ' + t('deleted') : t('deleted'),
        roots.map(entry => removing(entry, below(list(entry.list), entry))));
}

export function moveTo(entries, name) {
    const roots = topmost(entries).filter(entry => entry.list !== name);
    act(t('moved', titleOf(listMade(name))), roots.map(entry => moving(entry, below(list(entry.list), entry), name)));
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
    act('', [placing(entry, parent?.uid ?? null, order), ...others.map(other => patching(other.entry, { order: other.order }))]);
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

export function setProperties(name, properties) {
    act(t('changedOne'), [describing(name, properties)]);
}

export function dropList(name) {
    act(t('deleted'), [dropping(name)]);
}

/** Takes back what was done last; gives the key of the first entry that it was about. */
export async function undo() {
    const ops = done.pop();
    if (!ops) {
        say(t('cantUndo'));
        return null;
    }
    for (const op of ops.toReversed()) {
        if (!(await takeBack(op)) && !turnAround(op)) {
            await op.answered;
            await undoSent(op);
        }
    }
    say(t('undone'));
    return ops[0].uid ? { list: ops[0].list, uid: ops[0].uid } : null;
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

async function undoSent(op) {
    if (!op.answer) {
        return;
    }
    if (op.kind === 'restore') {
        await enqueue(restoring(op.list, op.answer.body.before));
        return;
    }
    for (const version of await versions(op)) {
        await enqueue(undoing(op.list, version));
    }
}

/** The changes of the list's history that an op has made, newest first. */
async function versions(op) {
    if (op.kind === 'add' || op.kind === 'patch') {
        const { version } = op.answer.body;
        return version === op.before ? [] : [version];
    }
    const kinds = { remove: ['removed'], move: ['movedOut'], describe: ['described'], drop: ['dropped', 'removed'] }[op.kind];
    const uids = new Set(op.kind === 'move' ? [op.uid] : op.touches.map(([, uid]) => uid));
    const { body } = await get(`${listPath(op.list)}/changes?limit=1000`);
    const found = [];
    for (const change of body) {
        const fits = kinds.includes(change.kind) && (!uids.size || uids.delete(change.entry?.uid));
        if (fits && Date.parse(change.at) > op.at - 60_000) {
            found.push(change.version);
        }
        if (found.length && !uids.size && op.kind !== 'drop') {
            break;
        }
    }
    return found;
}

/** Makes the list again what it was at `version`. */
export function restore(name, version) {
    act(t('restored'), [restoring(name, version)]);
}

/** Takes a change of a list's history back. */
export async function undoChange(name, version) {
    return enqueue(undoing(name, version));
}

export function explain(failure) {
    return failure instanceof Refused ? failure.message : t('offline');
}
