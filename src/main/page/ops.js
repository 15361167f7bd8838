// The changes that this page makes: how each shows before the server has taken it, and how it is sent.
//
// An op names entries by uid, for one that was just added has no id yet; `parentUid` stands for `parent`. `touches` are
// the entries it is about, each as `[list, uid]`.

import { call, entryPath, listPath } from './api.js';
import { here } from './dates.js';
import { byId, list } from './store.js';

/** Fields of which two values are shown, and asked about, when two people have changed them at once. */
export const ASKED = ['title', 'notes', 'due', 'priority', 'tags', 'repeat'];

let temporary = 0;

export function randomKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function op(kind, listName, rest) {
    return { key: randomKey(), kind, list: listName, at: Date.now(), attempt: 0, touches: [], ...rest };
}

/** @param words what to parse before it is sent; @param line what was typed, which goes back to the input if it is refused */
export function adding(listName, body, parentUid = null, words = undefined, line = undefined) {
    const uid = randomKey();
    const temporaryId = --temporary;
    return op('add', listName, { uid, body, words, line, ...below(listName, parentUid), temporaryId, touches: [[listName, uid]] });
}

/** @param was the values that the changed fields had when the change was begun */
export function patching(entry, body, was = entry) {
    return op('patch', entry.list, {
        uid: entry.uid,
        id: entry.id > 0 ? entry.id : undefined,
        body,
        was: Object.fromEntries(Object.keys(body).map(name => [name, was[name]])),
        zone: 'completed' in body ? here : undefined, // the next one comes after the reader's today
        entry,
        touches: [[entry.list, entry.uid]],
    });
}

export function placing(entry, parentUid, order) {
    return { ...patching(entry, { order }), ...below(entry.list, parentUid) };
}

/** Adds an entry anew that was deleted elsewhere, with `body` over it. */
export function addingAgain(entry, body = {}) {
    const { title, notes, due, priority, tags, repeat, remind, order } = entry;
    const fields = { title, notes, due, priority, tags, repeat, remind, order, ...body, properties: properties({ body }, entry) };
    return adding(entry.list, fields, parentUidOf(entry));
}

function parentUidOf(entry) {
    const home = list(entry.list);
    return (home && entry.parent && byId(home, entry.parent)?.uid) || null;
}

/** The parent, by uid and, once it has one, by id. */
function below(listName, parentUid) {
    const id = parentUid === null ? null : list(listName)?.shown.get(parentUid)?.id;
    return { parentUid, parentId: id > 0 ? id : undefined };
}

export function removing(entry, others) {
    return op('remove', entry.list, {
        uid: entry.uid,
        id: entry.id > 0 ? entry.id : undefined,
        touches: [entry, ...others].map(each => [each.list, each.uid]),
    });
}

export function moving(entry, others, to) {
    const all = [entry, ...others];
    return op('move', entry.list, {
        uid: entry.uid,
        id: entry.id > 0 ? entry.id : undefined,
        to,
        temporaryId: --temporary,
        entry,
        leftUid: parentUidOf(entry),
        touches: [...all.map(each => [each.list, each.uid]), [to, entry.uid]],
    });
}

export function undoing(listName, version) {
    return op('undo', listName, { version });
}

/** @param ifMatch the version that the list must be at, if only then */
export function restoring(listName, version, ifMatch = undefined) {
    return op('restore', listName, { version, ifMatch });
}

export function describing(listName, body) {
    return op('describe', listName, { body });
}

export function dropping(listName) {
    return op('drop', listName, { touches: [...list(listName).shown.keys()].map(uid => [listName, uid]) });
}

/** The entry with the op over it, or null. */
export function laid(op, listName, entry) {
    switch (op.kind) {
        case 'add':
            return { ...blank(op.uid), order: behindAll(op), ...op.body, ...fresh(op), parent: parentId(op, 0) };
        case 'patch':
            return entry && { ...entry, ...op.body, ...completion(op, entry), properties: properties(op, entry), parent: parentId(op, entry.parent) };
        case 'remove':
        case 'drop':
            return null;
        case 'move':
            return listName === op.to ? { ...op.entry, order: behindAll(op), parent: 0, ...fresh(op), list: op.to } : null;
        default:
            return entry;
    }
}

/** An order behind all entries of the server and behind ops that were made earlier, also in the same millisecond. */
function behindAll(op) {
    return op.at + op.turn / 1_000;
}

function blank(uid) {
    return { uid, title: '', due: null, notes: '', completed: false, completedAt: null, priority: 0, tags: [], repeat: null };
}

function fresh(op) {
    return { id: op.temporaryId, list: op.list, version: 0, waiting: true };
}

function completion(op, entry) {
    return 'completed' in op.body
        ? { completedAt: op.body.completed ? (entry.completedAt ?? new Date(op.at).toISOString()) : null }
        : {};
}

/** As the server does it: one that is null is taken out. */
export function properties(op, entry) {
    return Object.fromEntries(Object.entries({ ...entry.properties, ...op.body.properties }).filter(([, value]) => value !== null));
}

function parentId(op, otherwise) {
    return op.parentUid === undefined ? otherwise : op.parentUid === null ? 0 : (list(op.list).shown.get(op.parentUid)?.id ?? 0);
}

/** Sends an op; gives the answer. */
export function send(op) {
    const headers = { 'Idempotency-Key': `${op.key}.${op.attempt}` };
    if (op.ifMatch) {
        headers['If-Match'] = `"${op.ifMatch}"`;
    }
    const path = op.kind === 'add' ? listPath(op.list) + '/entries' : entryPath(op.list, op.id);
    switch (op.kind) {
        case 'add':
            return call('POST', path, { headers, body: { ...op.body, uid: op.uid, ...parentOf(op) } });
        case 'patch':
            return call('PATCH', path + (op.zone ? '?zone=' + encodeURIComponent(op.zone) : ''), { headers, body: { ...op.body, ...parentOf(op) } });
        case 'remove':
            return call('DELETE', path, { headers });
        case 'move':
            return call('POST', path + '/move', { headers, body: { list: op.to } });
        case 'undo':
            return call('POST', `${listPath(op.list)}/changes/${op.version}/undo`, { headers });
        case 'restore':
            return call('POST', listPath(op.list) + '/restore', { headers, body: { at: op.version } });
        case 'describe':
            return call('PUT', listPath(op.list), { headers, body: op.body });
        case 'drop':
            return call('DELETE', listPath(op.list), { headers });
        default:
            throw new Error('there is no change of the kind ' + op.kind);
    }
}

function parentOf(op) {
    return op.parentUid === undefined ? {} : { parent: op.parentUid === null ? null : op.parentId };
}
