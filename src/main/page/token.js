// The server's token, which opens it. It comes in the address after `#token=`, is taken out of there at once, and is
// kept in localStorage: sent by this page alone, never by the browser of its own accord, so no other page can use it.

const NAME = 'todo.token';

/** Takes the token out of the address, if there is one; says whether it is another than before. */
export function takeToken() {
    const match = /^#token=([\w~.-]+)(?:&(.*))?$/.exec(location.hash);
    if (!match) {
        return false;
    }
    const fresh = match[1] !== token();
    localStorage.setItem(NAME, match[1]);
    history.replaceState(null, '', location.pathname + (match[2] ? '#' + match[2] : ''));
    return fresh;
}

export function token() {
    return localStorage.getItem(NAME);
}

export function setToken(value) {
    localStorage.setItem(NAME, value);
}

export function forgetToken() {
    localStorage.removeItem(NAME);
}
