// Dragging an entry by its grip, with a mouse or a finger: up and down among the others, to the right below the one
// above, to the left out again, or onto a list at the side.

import { moveTo, place } from './actions.js';
import { entryOf, list } from './store.js';
import { below } from './tree.js';

const INDENT = 28;
let drag = null;

export function listenToDrags() {
    document.addEventListener('pointerdown', begin);
}

function begin(event) {
    const row = event.target.closest?.('.grip')?.closest('li.entry');
    if (!row || event.button) {
        return;
    }
    event.preventDefault();
    const entry = entryOf(row.dataset);
    drag = {
        entry,
        row,
        x: event.clientX,
        inside: new Set([entry, ...below(list(entry.list), entry)].map(each => each.uid)),
        line: document.body.appendChild(Object.assign(document.createElement('div'), { className: 'drop-line', hidden: true })),
    };
    row.classList.add('dragged');
    document.body.classList.add('dragging');
    addEventListener('pointermove', moved);
    addEventListener('pointerup', dropped);
    addEventListener('pointercancel', end);
    addEventListener('keydown', escaped, true);
}

function moved(event) {
    drag.list?.classList.remove('drop-here');
    drag.list = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-drop-list]');
    drag.list?.classList.add('drop-here');
    drag.target = drag.list ? null : target(event);
    show();
    scroll(event.clientY);
}

/** The rows that one can drop between: not the dragged one, nor what is below it. */
function others() {
    return [...document.querySelectorAll('main li.entry[data-uid]')].filter(row => !drag.inside.has(row.dataset.uid) && row.querySelector('.grip'));
}

/** Behind which row, and how deep: as far as the pointer went to the side, and the row above allows. */
function target(event) {
    const rows = others();
    const after = rows.findLastIndex(row => {
        const box = row.getBoundingClientRect();
        return event.clientY > box.top + box.height / 2;
    });
    const above = rows[after];
    const next = rows[after + 1];
    const deepest = above ? depthOf(above) + 1 : 0;
    const shallowest = next ? Math.min(depthOf(next), deepest) : 0;
    const wanted = depthOf(drag.row) + Math.round((event.clientX - drag.x) / INDENT);
    return { above, next, depth: Math.max(shallowest, Math.min(deepest, wanted)) };
}

function depthOf(row) {
    return Number(row.getAttribute('aria-level')) - 1;
}

function show() {
    const { line, target } = drag;
    const row = target?.above ?? target?.next;
    line.hidden = !row;
    if (row) {
        const box = row.getBoundingClientRect();
        line.style.top = `${target.above ? box.bottom : box.top}px`;
        line.style.left = `${box.left + target.depth * INDENT}px`;
        line.style.width = `${box.width - target.depth * INDENT}px`;
    }
}

function scroll(y) {
    const edge = 60;
    const by = y < edge ? -12 : y > innerHeight - edge ? 12 : 0;
    if (by) {
        scrollBy(0, by);
    }
}

function dropped() {
    const { entry, target, list: onto } = drag;
    const previous = target && previousAt(target);
    end();
    if (onto) {
        moveTo([entry], onto.dataset.dropList);
    } else if (target) {
        place(entry, target.parent ?? null, previous);
    }
}

/** The sibling that the entry comes to stand behind; `target.parent` is set to what it comes to stand below. */
function previousAt(target) {
    const rows = others();
    for (let at = rows.indexOf(target.above); at >= 0; at--) {
        const depth = depthOf(rows[at]);
        if (depth === target.depth) {
            const sibling = entryOf(rows[at].dataset);
            target.parent = parentOf(rows, at);
            return sibling;
        }
        if (depth < target.depth) {
            target.parent = entryOf(rows[at].dataset);
            return null;
        }
    }
    return null;
}

function parentOf(rows, at) {
    for (let up = at; up >= 0; up--) {
        if (depthOf(rows[up]) < depthOf(rows[at])) {
            return entryOf(rows[up].dataset);
        }
    }
    return null;
}

function escaped(event) {
    if (event.key === 'Escape') {
        event.stopPropagation();
        end();
    }
}

function end() {
    drag.line.remove();
    drag.row.classList.remove('dragged');
    drag.list?.classList.remove('drop-here');
    document.body.classList.remove('dragging');
    removeEventListener('pointermove', moved);
    removeEventListener('pointerup', dropped);
    removeEventListener('pointercancel', end);
    removeEventListener('keydown', escaped, true);
    drag = null;
}
