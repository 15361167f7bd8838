// Notes as Markdown: headings, lists, tasks, quotes, code, emphasis, links. What comes out are templates, in which text
// stays text; a link goes to http, https or mailto, or is text too.

import { html } from './html.js';

const DEEPEST = 20; // quotes and lists in each other; what is further in is text

const FENCE = /^```/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;

export function markdown(text) {
    return blocks(text.split(/\r\n|[\n\r\u2028\u2029]/), 0);
}

function blocks(lines, depth) {
    if (depth > DEEPEST) {
        return html`<p>${lines.map((each, i) => [i ? html`<br>` : '', each])}</p>`;
    }
    const found = [];
    for (let at = 0; at < lines.length; ) {
        const [block, next] = blockAt(lines, at, depth);
        if (block) {
            found.push(block);
        }
        at = next;
    }
    return found;
}

function blockAt(lines, at, depth) {
    const line = lines[at];
    if (!line.trim()) {
        return [null, at + 1];
    }
    if (FENCE.test(line)) {
        const end = until(lines, at + 1, each => FENCE.test(each));
        return [html`<pre><code>${lines.slice(at + 1, end).join('\n')}</code></pre>`, end + 1];
    }
    if (RULE.test(line)) {
        return [html`<hr>`, at + 1];
    }
    const heading = HEADING.exec(line);
    if (heading) {
        return [html`<p class="heading h${heading[1].length}">${inline(heading[2])}</p>`, at + 1];
    }
    if (line.startsWith('>')) {
        const end = until(lines, at, each => !each.startsWith('>'));
        return [html`<blockquote>${blocks(lines.slice(at, end).map(each => each.replace(/^>\s?/, '')), depth + 1)}</blockquote>`, end];
    }
    if (ITEM.test(line)) {
        return items(lines, at, depth);
    }
    const end = until(lines, at + 1, each => !each.trim() || FENCE.test(each) || HEADING.test(each) || ITEM.test(each) || each.startsWith('>'));
    return [html`<p>${lines.slice(at, end).map((each, i) => [i ? html`<br>` : '', inline(each)])}</p>`, end];
}

function until(lines, from, ends) {
    let at = from;
    while (at < lines.length && !ends(lines[at])) {
        at++;
    }
    return at;
}

/** A list: what is further in is a part of the item before it. */
function items(lines, at, depth) {
    const [, indent, number] = ITEM.exec(lines[at]);
    const found = [];
    while (at < lines.length) {
        const item = ITEM.exec(lines[at]);
        if (!item || item[1].length < indent.length || (item[2] === undefined) !== (number === undefined)) {
            break;
        }
        const end = until(lines, at + 1, each => !each.trim() || !/^\s/.test(each) || (ITEM.exec(each)?.[1].length ?? 99) <= indent.length);
        const inner = lines.slice(at + 1, end);
        const margin = inner.reduce((least, each) => Math.min(least, each.search(/\S/)), Infinity);
        found.push(html`<li>${task(item[3])}${inner.length ? blocks(inner.map(each => each.slice(margin)), depth + 1) : ''}</li>`);
        at = end;
    }
    return [number === undefined ? html`<ul>${found}</ul>` : html`<ol start=${number}>${found}</ol>`, at];
}

function task(text) {
    const match = /^\[([ xX])]\s+(.*)$/.exec(text);
    return match ? html`<span class="task">${match[1] === ' ' ? '☐' : '☑'}</span> ${inline(match[2])}` : inline(text);
}

const MARKS = [
    [/^`([^`]+)`/, match => html`<code>${match[1]}</code>`],
    [/^\*\*(?=\S)([^*]+)\*\*/, match => html`<strong>${inline(match[1])}</strong>`],
    [/^__(?=\S)([^_]+)__/, match => html`<strong>${inline(match[1])}</strong>`],
    [/^~~(?=\S)([^~]+)~~/, match => html`<del>${inline(match[1])}</del>`],
    [/^\*(?=\S)([^*]+)\*/, match => html`<em>${inline(match[1])}</em>`],
    [/^_(?=\S)([^_]+)_(?!\w)/, match => html`<em>${inline(match[1])}</em>`],
    [/^\[([^[\]]{1,500})]\(([^()\s]{1,2000})\)/, match => link(match[2], inline(match[1])) ?? match[0]],
    [/^https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/, match => link(match[0], match[0])],
];

/** One look for each character that may begin a mark, and none of the marks looks far without an end in sight. */
function inline(text) {
    const found = [];
    let plain = 0;
    const begins = /[`*_~[]|https?:/g;
    for (let at = begins.exec(text); at; at = begins.exec(text)) {
        const afterWord = at.index > 0 && /\w/.test(text[at.index - 1]);
        if (afterWord && text[at.index] === '_') {
            continue;
        }
        const rest = text.slice(at.index, at.index + 4_000);
        for (const [pattern, make] of MARKS) {
            const match = pattern.exec(rest);
            if (match) {
                found.push(text.slice(plain, at.index), make(match));
                plain = begins.lastIndex = at.index + match[0].length;
                break;
            }
        }
    }
    found.push(text.slice(plain));
    return found;
}

function link(address, text) {
    return /^(https?:\/\/|mailto:)/i.test(address)
        ? html`<a href=${address} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`
        : null;
}
