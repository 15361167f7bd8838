// The house at work: the processes of the lists between the door and the workers, as they run.

import { flow } from '../flow.js';
import { html, nothing, repeat } from '../html.js';
import { icon } from '../icons.js';
import { crash, flowWith, grew, number, rate, seen, watch } from '../inside.js';
import { to } from '../route.js';
import { list, titleOf } from '../store.js';
import { t } from '../texts.js';
import { ui } from '../ui.js';

flowWith(flow);

export function insideView() {
    ui.title = t('inside');
    watch();
    const look = seen();
    return html`<section class="view wide inside">
        <header class="head"><h1>${t('inside')}</h1><p class="sub">${t('insideHint')}</p></header>
        ${look ? house(look) : html`<p class="hint loading">${t('loading')}</p>`}
    </section>`;
}

function house(look) {
    const more = look.awake - look.lists.length;
    return html`<div class="house"><canvas aria-hidden="true"></canvas>
        <section aria-labelledby="at-door"><h2 id="at-door">${t('door')}</h2>${door(look)}</section>
        <section aria-labelledby="at-lists"><h2 id="at-lists">${t('awake', look.awake)}</h2>
            ${look.lists.length ? nothing : html`<p class="hint">${t('nobodyAwake')}</p>`}
            <ul class="lists">${repeat(look.lists, each => each.list, room)}</ul>
            ${more > 0 ? html`<p class="hint more">${t('moreAwake', more)}</p>` : nothing}</section>
        <section aria-labelledby="at-workers"><h2 id="at-workers">${t('workers')}</h2><ul class="workers">${look.workers.map(worker)}</ul></section>
    </div>
    ${look.servers.length ? servers(look.servers) : nothing}
    <p class="hint">${t('insideReads')}</p>`;
}

function servers(all) {
    return html`<section class="servers" aria-labelledby="at-servers"><h2 id="at-servers">${t('servers')}</h2>
        <ul>${all.map(each => html`<li class=${each.reachable && each.state === 'up' ? 'well' : 'ill'}>
            <strong>${each.address}</strong> ${t('server_' + each.state)}${each.reachable ? nothing : html`, ${t('unreachable')}`}${each.self ? html`, ${t('thisServer')}` : nothing}${each.first ? html`, ${t('firstServer')}` : nothing}
        </li>`)}</ul></section>`;
}

function door(look) {
    return html`<dl class="door">
        ${figure(t('requestsEach'), number(rate(each => each.answered)))}
        ${figure(t('underWay'), number(look.inFlight))}
        ${figure(t('connections'), number(look.connections))}
        ${figure(t('streams'), number(look.streams))}
        ${figure(t('memory'), megabytes(look.heap))}
        ${figure(t('memoryOfLists'), megabytes(look.memory.lists))}
    </dl>`;
}

function megabytes({used, most}) {
    return t('ofMegabytes', number(used / 2 ** 20), number(most / 2 ** 20));
}

function figure(name, value) {
    return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function room(row) {
    const known = list(row.list);
    const of = look => look.lists.find(each => each.list === row.list)?.handled;
    const load = Math.min(100, Math.log2(1 + row.mailbox + row.waiting) * 8);
    return html`<li class=${'room ' + (row.took === undefined ? row.state : 'healed')} data-list=${row.list} data-worker=${row.worker}>
        <a href=${to.list(row.list)}>${known ? titleOf(known) : row.list}</a>
        <span class="state">${row.took === undefined ? t('is_' + row.state) : t('backAfter', number(row.took))}</span>
        <span class="load" aria-hidden="true"><span .style=${'width:' + load + '%'}></span></span>
        <dl>
            ${figure(t('entriesHeld'), number(row.entries))}
            ${figure(t('messagesEach'), number(rate(of)))}
            ${figure(t('mailbox'), number(row.mailbox))}
            ${figure(t('forDisk'), number(row.waiting))}
        </dl>
        <button class="plain small danger" aria-label=${t('crashList', row.list)} ?disabled=${row.state !== 'awake'} @click=${() => crash(row.list)}>${icon('bolt')} ${t('crash')}</button>
    </li>`;
}

function worker(row, i) {
    const of = name => grew(look => look.workers[i]?.[name]);
    const commits = of('commits');
    return html`<li class=${commits ? 'worker busy' : 'worker'}>
        <strong>${t('worker', String(i))}</strong>
        <dl>
            ${figure(t('changesEach'), number(rate(look => look.workers[i]?.writes)))}
            ${figure(t('inOneCommit'), commits ? number(of('writes') / commits) : '–')}
            ${figure(t('commitTakes'), commits ? `${number(1_000 * of('seconds') / commits)} ms` : '–')}
            ${figure(t('queue'), number(row.waiting))}
            ${figure(t('readerQueue'), number(row.reading))}
        </dl>
    </li>`;
}
