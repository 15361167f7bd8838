// Long lists, of which only what is near the window is on the page: rows in chunks, each of which has its room and is
// drawn by itself, so that scrolling draws a few rows and not the page.

import { html, nothing, render, repeat } from '../html.js';
import { ui } from '../ui.js';

const SIZE = 8;
const FEW = 120;
const ROW = 45;
const NEAR = 900; // pixels above and below the window
const near = new Set(['0']);
const heights = new Map(); // of chunks that were on the page
const contents = new Map(); // what is in each chunk: {rows, from, of, key, draw, holds}
const full = new WeakSet(); // chunks whose rows are on the page
const seen = new WeakSet();
let observer;
let passing = new Map(); // chunks that came near or went since the last frame

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
        const name = which + from;
        contents.set(name, { rows: rows.slice(from, from + SIZE), from, of: rows.length, key, draw, holds });
        parts.push(html`<ul class="entries chunk" role="none" data-chunk=${name}></ul>`);
    }
    return html`<div role="list">${parts}</div>`;
}

/** Draws the chunks that are on the page now, and looks after them. */
export function drawChunks() {
    observer ??= new IntersectionObserver(passed, { rootMargin: NEAR + 'px' });
    for (const chunk of document.querySelectorAll('.chunk')) {
        drawChunk(chunk);
        if (!seen.has(chunk)) {
            seen.add(chunk);
            observer.observe(chunk);
        }
    }
}

function drawChunk(chunk) {
    const name = chunk.dataset.chunk;
    const { rows, from, of, key, draw, holds } = contents.get(name);
    const shown = near.has(name) || rows.some(holds);
    if (shown) {
        render(html`${repeat(rows, key, (row, i) => draw(row, [from + i + 1, of]))}`, chunk);
        full.add(chunk);
    } else if (full.delete(chunk)) {
        render(nothing, chunk);
    }
    const height = shown ? '' : `${heights.get(name) ?? rows.length * ROW}px`;
    if (chunk.style.height !== height) {
        chunk.style.height = height;
    }
}

function passed(entries) {
    if (!passing.size) {
        requestAnimationFrame(drawPassing);
    }
    entries.forEach(entry => passing.set(entry.target, entry));
}

function drawPassing() {
    for (const [chunk, { isIntersecting, boundingClientRect }] of passing) {
        const name = chunk.dataset.chunk;
        if (isIntersecting) {
            near.add(name);
        } else if (near.delete(name) && !ui.editing) {
            heights.set(name, boundingClientRect.height);
        }
        if (chunk.isConnected) {
            drawChunk(chunk);
        }
    }
    passing = new Map();
}
