// Looks figures up in what the server counted once. A curve has falling `thresholds` and, beside each, the true positives, false
// positives and false negatives at or above it, and the figures that follow from them. Nothing is matched or computed anew here.

/** The last index whose threshold is at least `t`; -1 where no detection is that sure. */
export function indexAt(falling, t) {
  let low = 0;
  let high = falling.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (falling[middle] >= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What a curve says at a threshold: counts and figures. Above all its thresholds nothing is shown, and everything of `objects` missed. */
export function rowAt(curve, t, objects) {
  const index = indexAt(curve.thresholds, t);
  if (index < 0) return { correct: 0, invented: 0, missed: objects, precision: 0, recall: 0, f1: 0 };
  return {
    correct: curve.truePositives[index],
    invented: curve.falsePositives[index],
    missed: curve.falseNegatives[index],
    precision: curve.precision[index],
    recall: curve.recall[index],
    f1: curve.f1[index],
  };
}

/** How much was invented in images without an object, all labels together; `counts` stand beside the falling `thresholds`. */
export function alarmsAt(thresholds, counts, t) {
  const index = indexAt(thresholds, t);
  return index < 0 ? 0 : counts[index];
}

/** [[threshold, figure], ...] for a chart, from the left. */
export function line(curve, figure) {
  return curve.thresholds.map((t, index) => [t, curve[figure][index]]).reverse();
}

/**
 * What is seen in one image at the thresholds: boxes with their kind ("right", "wrong", "missed"), and the counts.
 * `thresholdOf` takes a label's name and gives undefined for labels that are not evaluated; `only` keeps one label.
 */
export function seen(image, thresholdOf, only = null) {
  const shown = [];
  const counts = { correct: 0, invented: 0, missed: 0 };
  const wanted = (name) => (only === null || name === only) && thresholdOf(name) !== undefined;
  image.detections.forEach((detection, index) => {
    if (detection.verdict === "not_evaluated" || !wanted(detection.label)) return;
    if (detection.confidence < thresholdOf(detection.label)) return;
    const isRight = detection.partner !== null && detection.partner !== undefined;
    counts[isRight ? "correct" : "invented"] += 1;
    shown.push({ kind: isRight ? "right" : "wrong", label: detection.label, box: detection.box, confidence: detection.confidence, index });
  });
  for (const object of image.objects) {
    if (object.verdict === "not_evaluated" || !wanted(object.label)) continue;
    const partner = object.partner === null || object.partner === undefined ? null : image.detections[object.partner];
    if (partner !== null && partner.confidence >= thresholdOf(object.label)) continue;
    counts.missed += 1;
    shown.push({ kind: "missed", label: object.label, box: object.box });
  }
  return { shown, counts };
}

/** What an image has to have to pass a filter, by the name of it: its counts, and whether it shows nothing to find. */
const FILTERS = {
  "": () => true,
  errors: ({ invented, missed }) => invented + missed > 0,
  correct: ({ correct }) => correct > 0,
  invented: ({ invented }) => invented > 0,
  missed: ({ missed }) => missed > 0,
  found: ({ correct, invented }) => correct + invented > 0,
  there: ({ correct, missed }) => correct + missed > 0,
  empty: (_, isEmpty) => isEmpty,
  alarms: ({ invented }, isEmpty) => isEmpty && invented > 0,
};

export const VERDICTS = Object.keys(FILTERS);

/** Whether an image passes one of the filters. */
export const passes = (counts, verdict, isEmpty = false) => FILTERS[verdict](counts, isEmpty);
