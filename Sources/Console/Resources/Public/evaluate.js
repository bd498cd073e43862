// The page of an evaluation. The server counted once; here a slider looks the counts up, and every number and picture follows.

import { get, put, withQuery } from "./api.js";
import { lineChart } from "./charts.js";
import { boxesOver, busy, el, find, findAll, say, sayError, tilePicture } from "./dom.js";
import { followEvaluations } from "./evaluating.js";
import { Grid } from "./grid.js";
import { VERDICTS, alarmsAt, line, passes, rowAt, seen } from "./thresholds.js";
import { Viewer, inWords, sizeOf } from "./verdicts.js";
import { count, number, range, score } from "./words.js";

const { dataset } = find("#evaluate");
const params = new URLSearchParams(location.search);
const state = { label: params.get("label") ?? "", verdict: params.get("verdict") ?? "", t: params.has("t") ? Number(params.get("t")) : null };
/** Above every confidence: for labels of which nothing was ever found. */
const NEVER = 2;

followEvaluations(dataset);

if ("hasEvaluation" in dataset) {
  const id = params.get("evaluation") ?? find("#evaluations [aria-current]")?.dataset.evaluation ?? "training";
  get(`${dataset.url}/evaluations/${encodeURIComponent(id)}`).then(show, sayError);
}

function show(evaluation) {
  const labels = evaluation.labels.filter(({ objects }) => objects > 0);
  const byName = new Map(labels.map((label) => [label.name, label]));
  if (!byName.has(state.label)) state.label = "";
  if (!VERDICTS.includes(state.verdict)) state.verdict = "";
  let served = evaluation.served ?? null;
  const assumed = (label) => label.threshold ?? NEVER;
  const chosen = () => (state.label === "" ? labels : [byName.get(state.label)]);

  /** The threshold of a label: the slider's where it is moved and meant for it, else the assumed one. */
  const thresholdOf = (label) => (state.t !== null && (state.label === "" || state.label === label.name) ? state.t : assumed(label));
  const thresholdNamed = (name) => {
    const label = byName.get(name);
    return label && thresholdOf(label);
  };
  const look = (image) => seen(image, thresholdNamed, state.label === "" ? null : state.label);

  const slider = find("#threshold");
  let looks = [];
  let results = [];
  let chart = null;

  const grid = new Grid(find("#gallery"), { fill: tile });
  const viewer = new Viewer({
    seen: look,
    fixURL: (image) => (image.entry ?? null) === null ? null : withQuery(`/_/projects/${dataset.project}/label`, { set: image.set, entry: image.entry }),
    moved: (image) => keep(image),
  });

  function tile(item, index) {
    const image = results[index];
    const { shown, counts } = looks[evaluation.images.indexOf(image)] ?? look(image);
    const words = inWords(counts);
    item.replaceChildren(
      ...[
        tilePicture(item, image.thumbnail, "This picture is no longer here"),
        boxesOver(sizeOf(image), shown),
        el("span", { class: "foot" }, el("span", {}, image.name), el("span", {}, words)),
        el("a", {
          class: "open", href: address({}, image), "data-focus": "", "aria-label": `${image.name}, ${words}`,
          onclick: (event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            viewer.open(results, index);
          },
        }),
      ],
    );
  }

  /** The page's address with some of its state changed, and with an image in large where one is given. */
  function address(change = {}, image = null) {
    const { label, verdict, t } = { ...state, ...change };
    return withQuery(location.pathname, {
      evaluation: params.get("evaluation"), label, verdict, t: t === null ? null : t.toFixed(2), image: image && evaluation.images.indexOf(image),
    });
  }

  const keep = (image = null) => history.replaceState(null, "", address({}, image));

  /** Makes a number lead to its images: those that the page shows in the changed state. */
  function lead(link, change) {
    link.href = address(change);
    link.onclick = (event) => go(event, change);
  }

  const sum = (rows, name) => rows.reduce((total, row) => total + row[name], 0);
  const objects = (some) => sum(some, "objects");
  /** Counts at the assumed thresholds, as the report has them. */
  const asMade = (some) => ({ correct: sum(some, "truePositives"), invented: sum(some, "falsePositives"), missed: sum(some, "falseNegatives") });

  /** Everything that depends on threshold, label and verdict. */
  function draw() {
    drawFigures();
    drawRows();
    drawThreshold();
    looks = evaluation.images.map(look);
    drawResults();
    if (viewer.isOpen) viewer.draw();
  }

  function drawFigures() {
    const isAsMade = state.t === null;
    const one = byName.get(state.label);
    const source = one ?? { ...evaluation.scores, intervals: evaluation.intervals };
    const row = isAsMade ? null : rowAt(one?.curve ?? evaluation.overall, state.t, objects(chosen()));
    const shown = row ?? source;
    for (const name of ["f1", "precision", "recall"]) {
      find(`[data-figure="${name}"]`).textContent = score(shown[name]);
      find(`[data-range="${name}"]`).textContent = isAsMade ? range(source.intervals?.[name]) : "at the threshold chosen below";
    }
    const sum = row ?? asMade(chosen());
    find('[data-total="invented"]').textContent = `${number(sum.invented)} invented`;
    find('[data-total="found"]').textContent = `of ${number(sum.correct + sum.invented)} found`;
    find('[data-total="missed"]').textContent = `${number(sum.missed)} missed`;
    find('[data-total="there"]').textContent = `of ${number(sum.correct + sum.missed)} there`;
    // Some numbers are of all labels together, whichever is chosen; the slider may be meant for that one alone.
    const ofAll = state.label === "" ? {} : { label: "", t: null };
    for (const link of findAll("[data-verdict-link]")) lead(link, { verdict: link.dataset.verdictLink, ...("ofAll" in link.dataset ? ofAll : {}) });
    drawAlarms();
  }

  /** The slider moves them where it is meant for every label: they are not counted by label. */
  function drawAlarms() {
    const place = find("#alarms");
    if (!place) return;
    const isMoved = state.t !== null && state.label === "";
    place.textContent = number(isMoved ? alarmsAt(evaluation.overall.thresholds, evaluation.falseAlarmsByThreshold, state.t) : evaluation.falseAlarmsInEmptyImages);
    place.setAttribute("aria-label", `${place.textContent} invented in images with nothing to find`);
    find("#alarms-rate").hidden = isMoved;
  }

  function drawRows() {
    for (const row of findAll("#labels tr")) {
      const label = byName.get(row.dataset.label);
      if (!label) continue;
      const t = thresholdOf(label);
      const isMoved = t === state.t;
      const counts = isMoved ? rowAt(label.curve, t, label.objects) : asMade([label]);
      const at = isMoved ? counts : label;
      const cell = (name) => find(`[data-cell="${name}"]`, row);
      for (const name of ["f1", "precision", "recall"]) {
        cell(name).textContent = score(at[name]);
        cell(name).title = !isMoved ? range(label.intervals?.[name]) : "";
      }
      const give = (name, verdict, many, words) => {
        if (!cell(name).firstElementChild) cell(name).replaceChildren(el("a"));
        const link = cell(name).firstElementChild;
        // At the threshold of this row, which need not be the slider's.
        lead(link, { label: label.name, verdict, t: isMoved ? state.t : null });
        link.textContent = number(many);
        link.setAttribute("aria-label", words);
      };
      for (const name of ["correct", "invented", "missed"]) give(name, name, counts[name], `${number(counts[name])} ${name} of ${label.name}`);
      give("images", "there", label.images, `${count(label.images, "image")} with ${label.name}`);
      cell("threshold").textContent = t === NEVER ? "–" : t.toFixed(2);
    }
  }

  function drawThreshold() {
    const [first] = chosen();
    const t = state.t ?? (state.label === "" ? null : first.threshold);
    slider.value = String(Math.round((t ?? 0.5) * 100));
    const words = t === null ? "each label at its assumed threshold" : `${t.toFixed(2)}`;
    slider.setAttribute("aria-valuetext", words);
    if (t !== null) chart?.mark(t, state.t === null ? `assumed threshold ${t.toFixed(2)}` : t.toFixed(2));
    const text = find("#threshold-text");
    if (state.t === null) {
      const whose = state.label === "" ? "each label has the threshold that suits it best" : `${score(first.threshold)} suits it best`;
      text.textContent = `A find counts when the model is at least this sure: ${whose} (assumed). Move it: every number and picture on this page follows.`;
    } else text.textContent = `A find counts when the model is at least ${state.t.toFixed(2)} sure. Further left it finds more and invents more.`;
    find("#threshold-reset").hidden = state.t === null;
    const serve = find("#threshold-serve");
    serve.hidden = state.t === null ? served === null : state.t === served;
    serve.textContent = state.t === null ? "Answer at the assumed thresholds again" : `Answer programs at ${state.t.toFixed(2)}`;
    find("#served-text").textContent = served === null
      ? "A program that does not say how sure the model has to be (MinConfidence) gets what lies above the assumed thresholds."
      : `A program that does not say how sure the model has to be (MinConfidence) gets what it is ${score(served)} sure of, as chosen here. The model itself is as it was.`;
  }

  function drawResults() {
    const totalsOfImages = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
    const withLabel = (image) => state.label === "" || image.objects.some(({ label }) => label === state.label) || image.detections.some(({ label }) => label === state.label);
    results = evaluation.images.filter((image, index) => {
      if (!withLabel(image)) return false;
      const { counts } = looks[index];
      const isEmpty = image.objects.length === 0;
      for (const verdict of VERDICTS) if (passes(counts, verdict, isEmpty)) totalsOfImages[verdict] += 1;
      return passes(counts, state.verdict, isEmpty);
    });
    for (const [verdict, many] of Object.entries(totalsOfImages)) find(`[data-images="${verdict}"]`).textContent = number(many);
    for (const chip of findAll("[data-verdict]")) {
      const isChosen = chip.dataset.verdict === state.verdict;
      chip.setAttribute("aria-pressed", String(isChosen));
      // Filters to which only numbers lead are named while they hold.
      if ("rare" in chip.dataset) chip.hidden = !isChosen;
    }
    find("#results-count").textContent = `${count(results.length, "image")}${state.label === "" ? "" : ` with ${state.label}`}`;
    find("#results-empty").hidden = results.length > 0;
    grid.count = results.length;
    grid.refresh();
  }

  function drawCharts() {
    const ticks = [0, 0.25, 0.5, 0.75, 1];
    const axis = { from: 0, to: 1, ticks, format: (value) => (value % 0.5 === 0 ? String(value) : "") };
    const whose = state.label === "" ? "mean of the labels" : state.label;
    const curve = byName.get(state.label)?.curve ?? evaluation.overall;
    chart = lineChart({
      width: find("#threshold-chart").clientWidth || undefined,
      label: `F1, precision and recall against the threshold, ${whose}`, x: axis, y: axis,
      series: [
        { kind: "dashed", points: line(curve, "recall") },
        { points: line(curve, "precision") },
        { kind: "main-line", points: line(curve, "f1") },
      ],
    });
    find("#threshold-chart").replaceChildren(chart.element);
    const points = Array.from({ length: 101 }, (_, index) => {
      const values = chosen().map((label) => label.curve.precisionAtRecall[index] ?? 0);
      return [index / 100, values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)];
    });
    find("#curve-chart").replaceChildren(lineChart({ width: find("#curve-chart").clientWidth || undefined, label: `Precision against recall, ${whose}`, x: axis, y: axis, series: [{ kind: "main-line", points }] }).element);
  }

  function set(change) {
    const isOther = change.label !== undefined && change.label !== state.label;
    Object.assign(state, change);
    find("#label").value = state.label;
    keep();
    if (isOther) drawCharts();
    draw();
  }

  function go(event, change) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    set(change);
    // With the focus there, Tab goes on into the images.
    find("#results-title").focus({ preventScroll: true });
    find("#results").scrollIntoView();
  }

  let asked = false;
  slider.addEventListener("input", () => {
    state.t = Number(slider.value) / 100;
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  });
  slider.addEventListener("change", () => {
    keep();
    find("#figures-said").textContent = `F1 ${find('[data-figure="f1"]').textContent}, precision ${find('[data-figure="precision"]').textContent}, recall ${find('[data-figure="recall"]').textContent}`;
  });
  find("#label").addEventListener("change", (event) => set({ label: event.target.value, t: null }));
  find("#threshold-reset").addEventListener("click", () => set({ t: null }));
  find("#threshold-serve").addEventListener("click", (event) => busy(event.target, async () => {
    const answer = await put(`${dataset.url}/threshold`, { threshold: state.t });
    served = answer.threshold ?? null;
    say(state.t === null ? "Answers come at the assumed thresholds again." : "Kept. Answers come at this threshold from now on, where a program names none.");
    draw();
  }));
  for (const chip of findAll("[data-verdict]")) chip.addEventListener("click", () => set({ verdict: chip.dataset.verdict }));
  find("#results-clear").addEventListener("click", () => { set({ verdict: "", label: "" }); find('[data-verdict=""]').focus(); });

  find("#label").value = state.label;
  if (labels.length === 0) {
    find("#figures").hidden = false;
    grid.count = 0;
    find("#results-empty").hidden = false;
    find("#results-clear").hidden = true;
    return;
  }
  drawCharts();
  draw();
  const first = params.has("image") ? evaluation.images[Number(params.get("image"))] : null;
  if (first) viewer.open(results.includes(first) ? results : evaluation.images, (results.includes(first) ? results : evaluation.images).indexOf(first));
}
