// Small drawings, 20 by 20.

import { svg, html } from './html.js';

const SHAPES = {
    today: svg`<rect x="3" y="4" width="14" height="13" rx="3"/><path d="M3 8h14M7 2.5v3M13 2.5v3"/><circle cx="10" cy="12.5" r="1.6" class="fill"/>`,
    upcoming: svg`<rect x="3" y="4" width="14" height="13" rx="3"/><path d="M3 8h14M7 2.5v3M13 2.5v3M6.5 11h.01M10 11h.01M13.5 11h.01M6.5 14h.01M10 14h.01"/>`,
    overdue: svg`<circle cx="10" cy="10" r="7"/><path d="M10 6v4.5l2.6 1.8"/>`,
    search: svg`<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 3.8 3.8"/>`,
    plus: svg`<path d="M10 4v12M4 10h12"/>`,
    menu: svg`<path d="M3 5.5h14M3 10h14M3 14.5h14"/>`,
    close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
    more: svg`<path d="M4.5 10h.01M10 10h.01M15.5 10h.01"/>`,
    check: svg`<path d="m5 10.5 3.4 3.4L15 7"/>`,
    down: svg`<path d="m5.5 8 4.5 4.5L14.5 8"/>`,
    left: svg`<path d="M12 5.5 7.5 10l4.5 4.5"/>`,
    right: svg`<path d="M8 5.5 12.5 10 8 14.5"/>`,
    grip: svg`<path d="M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01"/>`,
    history: svg`<path d="M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7M3.5 3.5V7H7M10 6.5V10l2.5 1.5"/>`,
    settings: svg`<path d="M3 6h8M15 6h2M3 14h2M9 14h8"/><circle cx="13" cy="6" r="2"/><circle cx="7" cy="14" r="2"/>`,
    notes: svg`<path d="M4 5.5h12M4 10h12M4 14.5h7"/>`,
    trash: svg`<path d="M4 5.5h12M8 5.5V4h4v1.5M5.5 5.5l.8 11h7.4l.8-11"/>`,
    repeat: svg`<path d="M4 9V8a2.5 2.5 0 0 1 2.5-2.5H16M13.5 3 16 5.5 13.5 8M16 11v1a2.5 2.5 0 0 1-2.5 2.5H4M6.5 17 4 14.5 6.5 12"/>`,
    keys: svg`<rect x="2.5" y="5" width="15" height="10" rx="2"/><path d="M5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M6.5 12h7"/>`,
    house: svg`<path d="M3.5 9.5 10 4l6.5 5.5M5 8.5V16h10V8.5M10 16v-4"/>`,
    bolt: svg`<path d="M11 3 5 11.5h4.5L9 17l6-8.5h-4.5z"/>`,
    bell: svg`<path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3"/>`,
    cloud: svg`<path d="M6 15a3.5 3.5 0 0 1-.4-7A4.5 4.5 0 0 1 14.3 8.5 3.3 3.3 0 0 1 14 15zM3 3l14 14"/>`,
};

export function icon(name) {
    return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${SHAPES[name]}</svg>`;
}
