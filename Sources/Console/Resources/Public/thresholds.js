// Looks figures up in what the server counted once. `curve` of a label has falling `thresholds` and, beside each, how many true
// positives, false positives and false negatives there are at or above it. Nothing is matched anew here.

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

/** { correct, invented, missed } of a label at a threshold. */
export function countsAt(label, t) {
  const index = indexAt(label.curve.thresholds, t);
  if (index < 0) return { correct: 0, invented: 0, missed: label.objects };
  return {
    correct: label.curve.truePositives[index],
    invented: label.curve.falsePositives[index],
    missed: label.curve.falseNegatives[index],
  };
}

/** Figures from counts: precision is null where nothing was found, recall and F1 where there was nothing to find. */
export function figures({ correct, invented, missed }) {
  const found = correct + invented;
  const there = correct + missed;
  return {
    precision: found === 0 ? null : correct / found,
    recall: there === 0 ? null : correct / there,
    f1: there === 0 ? null : (2 * correct) / (2 * correct + invented + missed),
  };
}

const mean = (values) => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length);

/** The plain means over the labels that have test images, as in the report; a precision of nothing found counts as 0, as there. */
export function means(labels, thresholdOf) {
  const rows = labels.filter((label) => label.objects > 0).map((label) => figures(countsAt(label, thresholdOf(label))));
  return {
    f1: mean(rows.map((row) => row.f1)),
    precision: mean(rows.map((row) => row.precision ?? 0)),
    recall: mean(rows.map((row) => row.recall)),
  };
}

/** Counts of several labels together. */
export function totals(labels, thresholdOf) {
  const sum = { correct: 0, invented: 0, missed: 0 };
  for (const label of labels) {
    const counts = countsAt(label, thresholdOf(label));
    sum.correct += counts.correct;
    sum.invented += counts.invented;
    sum.missed += counts.missed;
  }
  return sum;
}

/** The figures at 0, 0.01 ... 1 for a chart. */
export function sweep(labels, steps = 100) {
  return Array.from({ length: steps + 1 }, (_, index) => {
    const t = index / steps;
    return { t, ...means(labels, () => t) };
  });
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

/** Whether an image passes the filter on verdicts: "", "errors", "correct", "invented" or "missed". */
export function passes(counts, verdict) {
  if (verdict === "") return true;
  if (verdict === "errors") return counts.invented + counts.missed > 0;
  return counts[verdict] > 0;
}
