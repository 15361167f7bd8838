// Words as people type them. What they mean, and how a rule reads, is known to the server alone.

import { call } from './api.js';
import { due, here, parts } from './dates.js';
import { language } from './texts.js';

/** What a line means: `{entry, chips}`. Of it, what is in `keep` stays text. */
export async function understand(text, keep = []) {
    return (await call('POST', '/api/parse', { body: { text, keep, language, zone: here } })).body;
}

/**
 * The entry that a line means where entries have `fields` unless it says otherwise. A line that would have no title is
 * one; a time alone is on the day that is given already.
 */
export function meant(text, { entry, chips }, fields) {
    const { title, ...said } = entry;
    if (!title) {
        return { ...fields, title: text };
    }
    if (fields.due && said.due && !chips.some(chip => chip.kind === 'date' || chip.kind === 'repeat')) {
        const { time, zone } = parts(said.due);
        said.due = due(fields.due, time, zone);
    }
    return { ...fields, ...said, title };
}
