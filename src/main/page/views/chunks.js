// Long lists, of which only what is near the window is on the page: rows in chunks, each of which has its room.

import { html, repeat } from '../html.js';
import { redraw, ui } from '../ui.js';

const SIZE = 16;
const FEW = 120;
const ROW = 45;
const near = new Set(['0']);
const heights = new Map(); // of chunks that were on the page
const seen = new WeakSet();
let observer;

/**
 * `rows` as `draw` draws each, in a long list with its place; `key` tells one from another; `holds` says whether keys are about this one; `which` tells
 * this long list from others on the page.
 */
export function chunks(rows, key, draw, holds, which = '') {
    if (rows.length <= FEW) {
        return html`<ul class="entries" role="list">${repeat(rows, key, row => draw(row))}</ul>`;
    }
    const parts = [];
    for (let from = 0; from < rows.length; from += SIZE) {
        parts.push(part(rows, from, key, draw, holds, which + from));
    }
    return html`<div role="list">${parts}</div>`;
}

function part(rows, from, key, draw, holds, name) {
    const here = rows.slice(from, from + SIZE);
    const shown = near.has(name) || here.some(holds);
    const height = heights.get(name) ?? here.length * ROW;
    return html`<ul class="entries chunk" role="none" data-chunk=${name} .style=${shown ? '' : `height:${height}px`}>
        ${shown ? repeat(here, key, (row, i) => draw(row, [from + i + 1, rows.length])) : ''}
    </ul>`;
}

/** Looks after the chunks that are on the page now. */
export function watchChunks() {
    observer ??= new IntersectionObserver(passed, { rootMargin: '900px' });
    for (const chunk of document.querySelectorAll('.chunk')) {
        if (!seen.has(chunk)) {
            seen.add(chunk);
            observer.observe(chunk);
        }
    }
}

function passed(entries) {
    for (const entry of entries) {
        const name = entry.target.dataset.chunk;
        if (entry.isIntersecting) {
            near.add(name);
        } else if (near.delete(name) && !ui.editing) {
            heights.set(name, entry.boundingClientRect.height);
        }
    }
    redraw();
}
