// Line charts as SVG, built element by element. Colours are in the style sheet.

import { svg } from "./dom.js";

const HEIGHT = 215;
const EDGE = { left: 40, right: 20, top: 20, bottom: 25 };

/** Points cut where a value is missing: [[point, ...], ...]. */
export function runs(points) {
  const result = [];
  let run = [];
  for (const point of points) {
    if (point[1] === null || point[1] === undefined || Number.isNaN(point[1])) {
      if (run.length > 0) result.push(run);
      run = [];
    } else {
      run.push(point);
    }
  }
  if (run.length > 0) result.push(run);
  return result;
}

/** A round number at or above `value`, for the top of an axis. */
export function roundTop(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((top) => top >= value - power * 1e-9);
}

/** At most `most` of many points, the first and the last kept, so that a long run draws as fast as a short one. */
export function thinned(points, most = 400) {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]);
}

/**
 * A chart, `width` pixels wide so that its letters keep their size: `series` of { name, kind, points: [[x, y]] }, `x` and `y` of { from, to, ticks, format }.
 * Answers { element, mark(x, text) } where mark moves the upright line.
 */
export function lineChart({ label, x, y, series, width = 580 }) {
  const across = (value) => EDGE.left + ((value - x.from) / (x.to - x.from || 1)) * (width - EDGE.left - EDGE.right);
  const down = (value) => HEIGHT - EDGE.bottom - ((value - y.from) / (y.to - y.from || 1)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const element = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": label });
  for (const tick of y.ticks) {
    element.append(svg("line", { class: "rule", x1: EDGE.left, x2: width - EDGE.right, y1: down(tick), y2: down(tick) }));
    element.append(svg("text", { class: "tick", x: EDGE.left - 6, y: down(tick) + 4, "text-anchor": "end" }, y.format(tick)));
  }
  for (const tick of x.ticks) {
    element.append(svg("text", { class: "tick", x: across(tick), y: HEIGHT - 6, "text-anchor": "middle" }, x.format(tick)));
  }
  for (const one of series) {
    for (const run of runs(one.points)) {
      if (run.length === 1) element.append(svg("circle", { class: "spot", cx: across(run[0][0]), cy: down(run[0][1]), r: 3.5 }));
      const points = run.map(([px, py]) => `${across(px).toFixed(1)},${down(py).toFixed(1)}`).join(" ");
      element.append(svg("polyline", { class: `line ${one.kind ?? ""}`.trim(), points }));
    }
  }
  const line = svg("line", { class: "marker", y1: EDGE.top - 4, y2: HEIGHT - EDGE.bottom, visibility: "hidden" });
  const text = svg("text", { class: "marker-name", y: EDGE.top - 6, visibility: "hidden" });
  element.append(line, text);
  const mark = (value, words) => {
    const at = across(value);
    const isLeft = at > width * 0.6;
    line.setAttribute("x1", at);
    line.setAttribute("x2", at);
    text.setAttribute("x", isLeft ? at - 6 : at + 6);
    text.setAttribute("text-anchor", isLeft ? "end" : "start");
    text.textContent = words;
    for (const part of [line, text]) part.setAttribute("visibility", "visible");
  };
  return { element, mark };
}
