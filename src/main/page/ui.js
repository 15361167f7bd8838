// What the person is looking at: where they are, what is marked, what is open. Nothing of it concerns the server.

import { cover } from './cover.js';

export const ui = {
    route: { view: 'today' },
    menu: false, // the lists at the side, on a phone
    cursor: null, // {list, uid} of the entry that keys are about
    editing: null, // {list, uid} of the entry whose card is open, and more of it: draft.js
    was: null, // the values that a field's entry had when it was entered
    anchor: null, // {list, uid} of the entry that was selected last
    selected: new Map(), // 'list\nuid' → {list, uid}
    folded: new Set(JSON.parse(localStorage.getItem('todo.folded') ?? '[]')),
    completed: null, // {list, next, last, reading} of the list whose completed entries are shown, as far as they are read
    focusNext: null, // what gets the focus as soon as it is there, as a selector
    panel: null, // what lies over the page: {kind, …}
    toast: null,
    keys: localStorage.getItem('todo.keys') !== 'off', // whether a letter alone does something
    theme: localStorage.getItem('todo.theme') ?? 'system',
};

let drawing = null;
let wanted = false;
const after = [];

/** `draw` puts the page on the screen. */
export function drawWith(draw) {
    drawing = draw;
}

/** Draws the page anew with the next frame; then runs `then`. */
export function redraw(then) {
    if (then) {
        after.push(then);
    }
    if (!wanted) {
        wanted = true;
        requestAnimationFrame(() => {
            wanted = false;
            drawing?.();
            after.splice(0).forEach(each => each());
        });
    }
}

/** Draws the page at once, so that what is typed next goes to where the focus is put then. */
export function drawNow() {
    drawing?.();
}

export function keyOf(entry) {
    return { list: entry.list, uid: entry.uid };
}

export function isAt(key, entry) {
    return key !== null && key.list === entry.list && key.uid === entry.uid;
}

const selectionKey = entry => entry.list + '\n' + entry.uid;

export function isSelected(entry) {
    return ui.selected.has(selectionKey(entry));
}

export function select(entry, on = !isSelected(entry)) {
    ui.anchor = keyOf(entry);
    on ? ui.selected.set(selectionKey(entry), keyOf(entry)) : ui.selected.delete(selectionKey(entry));
    redraw();
}

export function fold(uid) {
    ui.folded.has(uid) ? ui.folded.delete(uid) : ui.folded.add(uid);
    localStorage.setItem('todo.folded', JSON.stringify([...ui.folded].slice(-1_000)));
    redraw();
}

let opener = null;

/** Opens a panel over the page; when it is closed, the focus goes back to where it was. */
export function openPanel(panel) {
    opener ??= document.activeElement;
    cover();
    ui.panel = panel;
    ui.menu = false; // on a phone, it would cover what the panel is about
    drawing?.(); // at once, so that what is typed next goes into it
    (document.querySelector('dialog [autofocus]') ?? document.querySelector('dialog button'))?.focus();
}

export function closePanel() {
    ui.panel = null;
    const back = opener;
    opener = null;
    drawing?.(); // at once, so that no key comes to it any more
    (back?.checkVisibility({ visibilityProperty: true }) ? back : document.getElementById('main'))?.focus();
}

/** Opens and closes the lists at the side, on a phone. */
export function toggleMenu() {
    ui.menu = !ui.menu;
    ui.menu && cover();
    redraw(() => document.querySelector(ui.menu ? 'nav a' : '.top button')?.focus());
}

/** Closes what lies over the page; gives whether anything did. */
export function uncover() {
    const covered = ui.panel || ui.menu;
    ui.panel && closePanel();
    ui.menu && toggleMenu();
    return Boolean(covered);
}

let toastTimer;

/** Says something for a while, with an action if `action` is `{label, run}`. */
export function say(text, action) {
    clearTimeout(toastTimer);
    ui.toast = { text, action };
    toastTimer = setTimeout(fade, action ? 8_000 : 5_000);
    redraw();
}

/** What has the focus is not taken away. */
function fade() {
    if (document.querySelector('.toast :focus')) {
        toastTimer = setTimeout(fade, 1_000);
    } else {
        hush();
    }
}

export function hush() {
    ui.toast = null;
    redraw();
}

export function setTheme(theme) {
    ui.theme = theme;
    localStorage.setItem('todo.theme', theme);
    showTheme();
    redraw();
}

export function setKeys(on) {
    ui.keys = on;
    localStorage.setItem('todo.keys', on ? 'on' : 'off');
    redraw();
}

export function showTheme() {
    document.documentElement.dataset.theme = ui.theme;
}
