// The questions that the editor asks before anything of someone else's is written over.

import { boxesOver, el } from "./dom.js";
import { inWords } from "./panels.js";

function card(title, entry, content) {
  const boxes = content.boxes.map(({ x, y, width, height }) => ({ box: [x, y, width, height] }));
  return el(
    "section",
    { class: "stack gap-2" },
    el("h3", {}, title),
    el(
      "div",
      { class: "tile" },
      el("img", { src: entry.thumbnail, alt: "" }),
      ...(entry.size ? [boxesOver(entry.size, boxes)] : []),
    ),
    el("p", { class: "small" }, inWords(content)),
  );
}

function ask({ title, text, cards, choices }) {
  return new Promise((resolve) => {
    const dialog = el(
      "dialog",
      { class: "wide", "aria-labelledby": "asking-title", onclose: () => { dialog.remove(); resolve(dialog.returnValue); } },
      el(
        "form",
        { method: "dialog", class: "stack" },
        el("h2", { id: "asking-title" }, title),
        el("p", {}, text),
        el("div", { class: "grid halves" }, ...cards),
        el("div", { class: "dialog-foot" }, ...choices.map(([value, words, kind]) => el("button", { class: `button ${kind}`.trim(), value }, words))),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Answers "mine", "theirs", or "" when the question was put off. */
export function askConflict({ entry, mine, theirs }) {
  return ask({
    title: "This image was changed elsewhere",
    text: "Another tab, person or program saved other labels for it while you worked. Nothing of yours has been written over theirs. Which ones shall stand?",
    cards: [card("Yours", entry, mine), card("Theirs", entry, theirs)],
    choices: [["theirs", "Take theirs", ""], ["mine", "Keep mine", "primary"]],
  });
}

/** Answers whether to undo or redo over what the image holds now. */
export async function askUndo({ entry, now, then, direction }) {
  const choice = await ask({
    title: "This image has changed since",
    text: `Its labels are not those that you left. To ${direction} your step would replace what is there now.`,
    cards: [card("There now", entry, now), card(`After the ${direction}`, entry, then)],
    choices: [["leave", "Leave it as it is", "primary"], ["go", "Replace it", ""]],
  });
  return choice === "go";
}
