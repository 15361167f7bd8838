// The server's token, which opens it. It comes in the address after `#token=`, is taken out of there at once, and is
// kept in localStorage: sent by this page alone, never by the browser of its own accord, so no other page can use it.

const NAME = 'todo.token';
const NEW = 'todo.token.new';
const NO_PART = /[\s\p{Cc}\p{Cf}\p{Pi}\p{Pf}"'`„‚]/gu;

/** Takes the token out of the address, if there is one; says whether it is another than before. */
export function takeToken() {
    const match = /^#token=([^&]*)(?:&(.*))?$/.exec(location.hash);
    if (!match) {
        return false;
    }
    const before = token();
    setToken(match[1]);
    history.replaceState(null, '', location.pathname + (match[2] ? '#' + match[2] : ''));
    return before !== token();
}

export function token() {
    return localStorage.getItem(NAME);
}

/** Stores a token as a person pastes it: the whole link, or with blanks, line ends and quotes, which no token has. */
export function setToken(pasted) {
    const value = decoded(pasted.replace(/^.*#token=([^&]*).*$/s, '$1')).replace(NO_PART, '');
    if (value && value !== token()) {
        localStorage.setItem(NAME, value);
        localStorage.setItem(NEW, 'yes');
    }
}

function decoded(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

/** Whether the token has changed since the previous call. */
export function isNewHere() {
    const fresh = localStorage.getItem(NEW) !== null;
    localStorage.removeItem(NEW);
    return fresh;
}

export function forgetToken() {
    localStorage.removeItem(NAME);
}
