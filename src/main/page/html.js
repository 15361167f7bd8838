// What the views are written with.

export { html, svg, render, nothing, noChange } from './lit-html/lit-html.js';
export { repeat } from './lit-html/directives/repeat.js';
