// The browser's history while something lies over the page, such as a dialog: it has an entry of its own, so that Back takes
// it away and stays at the place beneath. An entry that is left over when it was closed otherwise is passed over.

let at = isCovered() ? location.hash : null; // the place, where the current entry is such a one

function isCovered() {
    return Boolean(history.state?.over);
}

/** Something lies over the page from now on. */
export function cover() {
    if (!isCovered()) {
        history.pushState({ over: true, seen: true }, '');
    }
    at = location.hash;
}

/** Puts another place in the stead of an entry that is left over; false if there is none. */
export function replaceCover(hash) {
    if (isCovered()) {
        history.replaceState(null, '', hash);
        at = null;
        return true;
    }
    return false;
}

/** `uncover` takes away what lies over the page, and gives whether anything did. */
export function listenToBack(uncover) {
    addEventListener('popstate', () => {
        const left = at;
        at = isCovered() ? location.hash : null;
        if (!uncover() && at === null && left === location.hash) {
            history.back();
        }
    });
}
