// Clicks, before what they are on hears of them.

import { go } from './route.js';

const DOUBLE = 400; // milliseconds between the taps of a finger
const NEAR = 12; // pixels
let first = null; // {control, time, x, y} of the last click that counted

export function listenToClicks() {
    addEventListener('click', clicked, true);
}

/**
 * The second click of a double click counts only for what the first was on, not for what came into its place; and never for
 * a circle, for whoever completes an entry by a double click wants to complete that one.
 */
function clicked(event) {
    const control = controlOf(event.target);
    if (isSecond(event) && (control !== first.control || control.matches('.check'))) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
    }
    first = { control, time: event.timeStamp, x: event.clientX, y: event.clientY };
    const place = control.closest('a')?.getAttribute('href');
    if (place?.startsWith('#/') && history.state?.over && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        go(place); // in the stead of what lay over the page
    }
}

function isSecond(event) {
    const soon = () => event.timeStamp - first.time < DOUBLE && Math.hypot(event.clientX - first.x, event.clientY - first.y) < NEAR;
    return first && (event.detail > 1 || (event.detail === 1 && event.pointerType === 'touch' && soon()));
}

function controlOf(target) {
    const control = target.closest('button, a, input, select, textarea, label, li') ?? target;
    return control.control ?? control; // a label's
}
