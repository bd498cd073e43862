// Boxes as the editor holds them: { id, label, x, y, width, height } in pixels of the upright picture. All functions give new values.

/** Side of the smallest box that can be drawn, in pixels. */
export const SMALLEST = 2;

export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** The rectangle between two corners, inside the picture, in whole pixels. */
export function between(a, b, size) {
  const x1 = clamp(Math.min(a.x, b.x), 0, size.width);
  const x2 = clamp(Math.max(a.x, b.x), 0, size.width);
  const y1 = clamp(Math.min(a.y, b.y), 0, size.height);
  const y2 = clamp(Math.max(a.y, b.y), 0, size.height);
  const x = Math.round(x1);
  const y = Math.round(y1);
  return { x, y, width: Math.round(x2) - x, height: Math.round(y2) - y };
}

export const isDrawable = (box) => box.width >= SMALLEST && box.height >= SMALLEST;

/** Moved as far as the picture's edges allow. A box that stands over an edge may stay so, but goes no further. */
export function moved(box, dx, dy, size) {
  const x = clamp(box.x + dx, Math.min(0, box.x), Math.max(size.width - box.width, box.x));
  const y = clamp(box.y + dy, Math.min(0, box.y), Math.max(size.height - box.height, box.y));
  return { ...box, x: Math.round(x), y: Math.round(y) };
}

/** With the edges or the corner that `handle` names at `point`; the box turns over when pulled past itself. */
export function resized(box, handle, point, size) {
  let [x1, y1, x2, y2] = [box.x, box.y, box.x + box.width, box.y + box.height];
  if (handle.includes("w")) x1 = point.x;
  if (handle.includes("e")) x2 = point.x;
  if (handle.includes("n")) y1 = point.y;
  if (handle.includes("s")) y2 = point.y;
  const next = between({ x: x1, y: y1 }, { x: x2, y: y2 }, size);
  return { ...box, ...next, width: Math.max(next.width, 1), height: Math.max(next.height, 1) };
}

/** Made larger or smaller at its right and lower edge. */
export function grown(box, dx, dy, size) {
  return {
    ...box,
    width: clamp(box.width + dx, SMALLEST, Math.max(size.width - box.x, SMALLEST)),
    height: clamp(box.height + dy, SMALLEST, Math.max(size.height - box.y, SMALLEST)),
  };
}

/** Where the handles are, in the same pixels as the box. */
export function handlePoints(box) {
  const { x, y, width, height } = box;
  const [mx, my, right, bottom] = [x + width / 2, y + height / 2, x + width, y + height];
  return {
    nw: { x, y }, n: { x: mx, y }, ne: { x: right, y }, e: { x: right, y: my },
    se: { x: right, y: bottom }, s: { x: mx, y: bottom }, sw: { x, y: bottom }, w: { x, y: my },
  };
}

/** The handle within `reach` pixels of the point, the nearest one, corners before edges; null where there is none. */
export function handleAt(box, point, reach) {
  const points = handlePoints(box);
  let best = null;
  let nearest = reach;
  for (const name of HANDLES) {
    const distance = Math.max(Math.abs(points[name].x - point.x), Math.abs(points[name].y - point.y));
    if (distance < nearest || (distance === nearest && name.length === 2)) {
      nearest = distance;
      best = name;
    }
  }
  return best;
}

export function contains(box, point, reach = 0) {
  return (
    point.x >= box.x - reach && point.x <= box.x + box.width + reach &&
    point.y >= box.y - reach && point.y <= box.y + box.height + reach
  );
}

/** All boxes under a point, the smallest first: so a box inside a box can be had. */
export function boxesAt(boxes, point, reach = 0) {
  return boxes
    .filter((box) => contains(box, point, reach))
    .sort((a, b) => a.width * a.height - b.width * b.height);
}

/** The box to select at a click: the smallest, or the next larger one when the smallest of them is selected already. */
export function boxToSelect(boxes, point, selected, reach = 0) {
  const under = boxesAt(boxes, point, reach);
  if (under.length === 0) return null;
  const now = under.findIndex((box) => box.id === selected);
  return under[(now + 1) % under.length].id;
}

/** Intersection over union. */
export function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}

/** The boxes of another picture, cut to this one; those that fall outside and those that are here already are left out. */
export function copied(from, here, size, nextID) {
  const taken = new Set(here.map(signature));
  const result = [];
  for (const box of from) {
    const cut = between({ x: box.x, y: box.y }, { x: box.x + box.width, y: box.y + box.height }, size);
    if (!isDrawable(cut)) continue;
    const made = { label: box.label, ...cut };
    if (taken.has(signature(made))) continue;
    taken.add(signature(made));
    result.push({ id: nextID(), ...made });
  }
  return result;
}

const signature = (box) => JSON.stringify([box.label, box.x, box.y, box.width, box.height]);

/** From the server's { label, box: [left, top, width, height] }. */
export function fromEntry(boxes, nextID) {
  return boxes.map(({ label, box: [x, y, width, height] }) => ({ id: nextID(), label, x, y, width, height }));
}

/** For the server; `names` gives the id by which it knows a box, so that what else it holds of that box stays. */
export function toEntry(boxes, names = new Map()) {
  return boxes.map(({ id, label, x, y, width, height }) => ({
    ...(names.has(id) ? { id: names.get(id) } : {}),
    label,
    box: [x, y, width, height],
  }));
}

/**
 * By which id the server knows each box, from an entry that holds just these. Its ids are places in a list and change with every save,
 * so they are learned again from each answer.
 */
export function namesOf(entry, boxes) {
  const free = new Map();
  for (const one of entry.boxes) {
    const key = signature(fromEntry([one], () => null)[0]);
    if (!free.has(key)) free.set(key, []);
    free.get(key).push(one.id);
  }
  const names = new Map();
  for (const box of boxes) {
    const name = free.get(signature(box))?.shift();
    if (name !== undefined) names.set(box.id, name);
  }
  return names;
}

/** Whether two lots of labels say the same, whatever the order and the ids of their boxes. */
export function sameContent(a, b) {
  if (a.state !== b.state || a.boxes.length !== b.boxes.length) return false;
  const sorted = (content) => content.boxes.map(signature).sort();
  const [left, right] = [sorted(a), sorted(b)];
  return left.every((value, index) => value === right[index]);
}
