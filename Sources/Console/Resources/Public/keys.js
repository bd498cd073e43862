// Every key of the editor, in one list: the help shows it, and pressing asks it.

/** `keys` as KeyboardEvent.key has them, in lower case; `mod` is Ctrl or the Mac's command key. `does` names a command. */
export const KEYS = [
  { keys: ["enter"], shows: "Enter", words: "confirm and next", does: "confirm" },
  { keys: ["d"], shows: "D", words: "next image", does: "next" },
  { keys: ["a"], shows: "A", words: "previous image", does: "previous" },
  { keys: ["u"], shows: "U", words: "next image without a label", does: "nextUnlabelled" },
  { keys: ["0"], shows: "0", words: "no object here", does: "noObject" },
  { keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], shows: "1 to 9", words: "label of the selected box, or of the next", does: "label" },
  { keys: ["l"], shows: "L", words: "name a new label", does: "newLabel" },
  { keys: ["b"], shows: "B", words: "new box in the middle, to be moved by keys", does: "newBox" },
  { keys: ["."], shows: ".", words: "select the next box", does: "selectNext" },
  { keys: [","], shows: ",", words: "select the box before", does: "selectPrevious" },
  { keys: ["arrowleft", "arrowright", "arrowup", "arrowdown"], shift: "any", alt: "any", shows: "Arrows", words: "move the box by 1 pixel, with Shift by 10, with Alt change its size", does: "nudge", needsStage: true },
  { keys: ["delete", "backspace"], shows: "Delete", words: "delete the box, or dismiss the suggestion", does: "remove" },
  { keys: ["escape"], shows: "Esc", words: "select nothing, or stop drawing", does: "release" },
  { keys: ["c"], shows: "C", words: "copy the boxes of the image before", does: "copy" },
  { keys: ["y"], shows: "Y", words: "accept all suggestions", does: "acceptAll" },
  { keys: ["t"], shows: "T", words: "accept the selected suggestion", does: "acceptOne" },
  { keys: ["n"], shows: "N", words: "dismiss all suggestions", does: "dismissAll" },
  { keys: ["z"], mod: true, shows: "Ctrl Z", words: "undo, across images too", does: "undo" },
  { keys: ["z"], mod: true, shift: true, shows: "Ctrl Shift Z", words: "redo", does: "redo" },
  { keys: ["y"], mod: true, shows: "Ctrl Y", words: "redo", does: "redo" },
  { keys: ["+", "="], shift: "any", shows: "+", words: "zoom in", does: "zoomIn" },
  { keys: ["-"], shows: "-", words: "zoom out", does: "zoomOut" },
  { keys: ["f"], shows: "F", words: "fit the picture", does: "fit" },
  { keys: [" "], shows: "Space", words: "hold to move the picture", does: "pan", needsStage: true },
  { keys: ["h"], shows: "H", words: "hide and show the boxes", does: "hide" },
  { keys: ["x"], shows: "X", words: "lines through the pointer", does: "crosshair" },
  { keys: ["?"], shift: "any", shows: "?", words: "this list", does: "help" },
];

/** The key's line in the list, or null. `single` false leaves only keys with Ctrl and those of the stage. */
export function keyFor(event, { onStage = true, single = true } = {}) {
  const key = event.key.toLowerCase();
  const mod = event.ctrlKey || event.metaKey;
  const found = KEYS.find((one) => {
    if (!one.keys.includes(key) || mod !== (one.mod ?? false)) return false;
    if (one.shift !== "any" && event.shiftKey !== (one.shift ?? false)) return false;
    return one.alt === "any" || !event.altKey;
  });
  if (!found) return null;
  if (found.needsStage && !onStage) return null;
  if (!single && !mod && !onStage) return null;
  return found;
}
