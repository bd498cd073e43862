// What a trained version proposes for an image: { id, label, confidence (0...1), x, y, width, height }.

import { overlap } from "./boxes.js";

/** A suggestion this close to a box of the same label says what the box says already. */
const SAME = 0.5;

/** Those at or above the threshold that were not dismissed and that no box stands for already; the surest first. */
export function shownSuggestions(suggestions, { threshold, dismissed, boxes }) {
  return suggestions
    .filter((one) => one.confidence >= threshold && !dismissed.has(one.id))
    .filter((one) => !boxes.some((box) => box.label === one.label && overlap(box, one) >= SAME))
    .sort((a, b) => b.confidence - a.confidence);
}

/** A suggestion as a box, cut to the picture, in whole pixels. */
export function accepted(suggestion, size, id, label = suggestion.label) {
  const x = Math.max(0, Math.round(suggestion.x));
  const y = Math.max(0, Math.round(suggestion.y));
  return {
    id,
    label,
    x,
    y,
    width: Math.max(1, Math.min(Math.round(suggestion.x + suggestion.width), size.width) - x),
    height: Math.max(1, Math.min(Math.round(suggestion.y + suggestion.height), size.height) - y),
  };
}
