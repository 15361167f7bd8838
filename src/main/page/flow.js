// Dots that move from the door to the lists, from there to their workers and back, as messages and changes did.

const TRAVEL = 620; // milliseconds
const MOST = 240;
const STEP = 60;

const still = matchMedia('(prefers-reduced-motion: reduce)');
let dots = [];
let running = false;

/** Draws lines, and lets go of a few dots for what went between two looks, more for more. */
export function flow(look, before) {
    const canvas = document.querySelector('.house canvas');
    if (!canvas) {
        dots = [];
        return;
    }
    const places = measure(canvas);
    const was = new Map(before.lists.map(each => [each.list, each]));
    for (const each of look.lists) {
        const earlier = was.get(each.list);
        const room = places.lists.get(each.list);
        if (!earlier || !room || still.matches) {
            continue;
        }
        const worker = places.workers[each.worker];
        send(each.handled - earlier.handled, [places.door, room.top], 'message');
        send(each.version - earlier.version, [room.bottom, worker], 'change');
        send(each.version - earlier.version, [worker, room.bottom], 'change', TRAVEL);
        send(each.version - earlier.version, [room.top, places.door], 'change', 2 * TRAVEL);
    }
    canvas.places = places;
    if (!running) {
        running = true;
        requestAnimationFrame(draw);
    }
}

function send(count, [from, to], kind, later = 0) {
    if (count > 0 && from && to) {
        for (let i = 0; i < Math.min(5, Math.ceil(Math.log2(count + 1))) && dots.length < MOST; i++) {
            dots.push({ from, to, kind, start: performance.now() + later + i * STEP });
        }
    }
}

/** Where all stands, within the canvas, which is made as large as the house. */
function measure(canvas) {
    const house = canvas.parentElement.getBoundingClientRect();
    const scale = Math.min(devicePixelRatio, 2);
    if (canvas.width !== Math.round(house.width * scale) || canvas.height !== Math.round(house.height * scale)) {
        canvas.width = Math.round(house.width * scale);
        canvas.height = Math.round(house.height * scale);
    }
    const place = element => {
        const box = element.getBoundingClientRect();
        const x = box.left - house.left + box.width / 2;
        return { top: { x, y: box.top - house.top }, bottom: { x, y: box.bottom - house.top } };
    };
    const all = selector => [...canvas.parentElement.querySelectorAll(selector)];
    const style = getComputedStyle(canvas);
    return {
        scale,
        colours: { message: style.getPropertyValue('--accent'), change: style.getPropertyValue('--warm'), line: style.getPropertyValue('--line') },
        door: place(canvas.parentElement.querySelector('.door')).bottom,
        lists: new Map(all('.lists > li').map(each => [each.dataset.list, { ...place(each), worker: Number(each.dataset.worker) }])),
        workers: all('.workers > li').map(each => place(each).top),
    };
}

function draw(now) {
    const canvas = document.querySelector('.house canvas');
    dots = dots.filter(dot => now < dot.start + TRAVEL);
    running = Boolean(canvas?.places && dots.length);
    if (!canvas?.places) {
        return;
    }
    const { scale, colours, door, lists, workers } = canvas.places;
    const context = canvas.getContext('2d');
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.strokeStyle = colours.line;
    context.beginPath();
    for (const room of lists.values()) {
        line(context, door, room.top);
        line(context, room.bottom, workers[room.worker]);
    }
    context.stroke();
    for (const dot of dots.filter(each => now >= each.start)) {
        const { x, y } = on(dot.from, dot.to, (now - dot.start) / TRAVEL);
        context.fillStyle = colours[dot.kind];
        context.beginPath();
        context.arc(x, y, 3.5, 0, 2 * Math.PI);
        context.fill();
    }
    if (running) {
        requestAnimationFrame(draw);
    }
}

function line(context, from, to) {
    if (from && to) {
        const middle = (from.y + to.y) / 2;
        context.moveTo(from.x, from.y);
        context.bezierCurveTo(from.x, middle, to.x, middle, to.x, to.y);
    }
}

/** The point of that curve at `part` of its way. */
function on(from, to, part) {
    const slow = part * part * (3 - 2 * part);
    const [a, b, c, d] = [(1 - slow) ** 3, 3 * slow * (1 - slow) ** 2, 3 * slow ** 2 * (1 - slow), slow ** 3];
    const middle = (from.y + to.y) / 2;
    return { x: (a + b) * from.x + (c + d) * to.x, y: a * from.y + (b + c) * middle + d * to.y };
}
