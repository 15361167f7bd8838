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
 * `rows` as `draw` draws each; `key` tells one from another; `holds` says whether keys are about this one; `which` tells
 * this long list from others on the page.
 */
export function chunks(rows, key, draw, holds, which = '') {
    if (rows.length <= FEW) {
        return html`<ul class="entries" role="list">${repeat(rows, key, draw)}</ul>`;
    }
    const parts = [];
    for (let from = 0; from < rows.length; from += SIZE) {
        parts.push(rows.slice(from, from + SIZE));
    }
    return parts.map((part, i) => {
        const name = which + i;
        const shown = near.has(name) || part.some(holds);
        const height = heights.get(name) ?? part.length * ROW;
        return html`<ul class="entries chunk" role="list" data-chunk=${name} .style=${shown ? '' : `height:${height}px`}>
            ${shown ? repeat(part, key, draw) : ''}
        </ul>`;
    });
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
