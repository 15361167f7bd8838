// The news of all lists, as Server-Sent Events. EventSource can't send the token in a header, so they are read here.

import { open, Refused } from './api.js';

const SILENCE = 40_000; // the server says something every 15 seconds
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/**
 * Listens for ever. `heard.opened()` when the stream is open: from then on nothing is missed; `heard.news(data)` for
 * each event; `heard.closed(problem)` when it has ended, with the reason if the server refused it; `heard.unknown()`
 * and the end, if the token is not taken.
 */
export async function listen(heard) {
    let pause = FIRST_PAUSE;
    for (;;) {
        const stop = new AbortController();
        let problem = '';
        addEventListener('offline', () => stop.abort(), { signal: stop.signal });
        try {
            const stream = await open('/api/events', stop.signal);
            pause = FIRST_PAUSE;
            heard.opened();
            await readAll(stream, stop, heard.news);
        } catch (failure) {
            if (failure instanceof Refused && failure.status === 401) {
                heard.unknown();
                return;
            }
            problem = failure instanceof Refused ? failure.message : '';
        }
        stop.abort();
        heard.closed(problem);
        await waitOrOnline(pause * (0.75 + Math.random() / 2));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
}

export async function readAll(stream, stop, news) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let silence = setTimeout(() => stop.abort(), SILENCE);
    let text = '';
    for (;;) {
        const { done, value } = await reader.read();
        if (done) {
            clearTimeout(silence);
            return;
        }
        clearTimeout(silence);
        silence = setTimeout(() => stop.abort(), SILENCE);
        text += value;
        const events = text.split('\n\n');
        text = events.pop();
        for (const event of events) {
            const data = /^data: (.*)$/m.exec(event);
            if (data) {
                news(JSON.parse(data[1]));
            }
        }
    }
}

/** Waits; not so long if the browser says that there is a network again. */
function waitOrOnline(milliseconds) {
    return new Promise(resolve => {
        const timer = setTimeout(end, milliseconds);
        addEventListener('online', end);
        function end() {
            clearTimeout(timer);
            removeEventListener('online', end);
            resolve();
        }
    });
}
