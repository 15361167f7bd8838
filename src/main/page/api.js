// The server's HTTP interface, as far as the page speaks it.

import { token } from './token.js';

const PATIENCE = 20_000;

/** The server did not answer, or said that it can't now: come again. */
export class Away extends Error {}

/** The server said no; `problem` is what it said (RFC 9457). */
export class Refused extends Error {
    constructor(problem) {
        super(problem.detail ?? problem.title);
        this.problem = problem;
        this.status = problem.status;
    }
}

export function listPath(name) {
    return '/api/lists/' + encodeURIComponent(name);
}

export function entryPath(name, id) {
    return `${listPath(name)}/entries/${id}`;
}

/** Sends a request; gives `{status, version, floor, next, body}`. */
export async function call(method, path, { body, headers = {}, signal } = {}) {
    const answer = await send(method, path, body, headers, signal ?? AbortSignal.timeout(PATIENCE));
    const text = await read(answer);
    if (answer.ok) {
        return {
            status: answer.status,
            version: Number(answer.headers.get('ETag')?.replaceAll('"', '') ?? 0),
            floor: Number(answer.headers.get('Todo-Floor') ?? 0),
            next: /<([^>]*)>; rel="next"/.exec(answer.headers.get('Link') ?? '')?.[1],
            body: text ? JSON.parse(text) : null,
        };
    }
    throw failed(answer.status, text);
}

function failed(status, text) {
    const problem = { ...parsed(text), status };
    return status >= 500 || status === 408 ? new Away(problem.detail) : new Refused(problem);
}

export async function get(path) {
    return call('GET', path);
}

/** All of an array that comes in pages. */
export async function* pages(path) {
    for (let next = path; next; ) {
        const page = await get(next);
        yield page.body;
        next = page.next;
    }
}

/** Opens a stream of events. */
export async function open(path, signal) {
    const answer = await send('GET', path, undefined, {}, signal);
    if (!answer.ok) {
        throw failed(answer.status, await read(answer));
    }
    return answer.body;
}

async function send(method, path, body, headers, signal) {
    const all = headersOf(body, headers);
    try {
        return await fetch(path, {
            method,
            signal,
            credentials: 'omit',
            cache: 'no-store',
            headers: all,
            body: body === undefined ? undefined : JSON.stringify(body),
        });
    } catch (failure) {
        throw new Away(failure.message);
    }
}

/** The request's headers. A token with characters that no header may have counts as refused, not as a server that is away. */
function headersOf(body, headers) {
    try {
        return new Headers({
            Authorization: 'Bearer ' + token(),
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...headers,
        });
    } catch {
        throw new Refused({ status: 401, title: 'the token has characters that no token has' });
    }
}

async function read(answer) {
    try {
        return await answer.text();
    } catch (failure) {
        throw new Away(failure.message);
    }
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return {};
    }
}
