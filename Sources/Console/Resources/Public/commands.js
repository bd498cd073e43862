// What each command of the key list does.

import { contentOf } from "./desk.js";
import { find } from "./dom.js";
import { stored } from "./stored.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The commands by name. `walk` has `step(direction)` and `nextUnlabelled()`, `travel(direction)` undoes and redoes, `message(text)` says
 * something over the picture, `speak(text)` to screen readers, and `drawn(box)` takes a new box.
 */
export function makeCommands({ desk, trail, surface, stage, walk, travel, message, speak, drawn }) {
  function showSelected() {
    const box = desk.box ?? desk.suggestions.find(({ id }) => id === desk.suggestion);
    if (!box) return;
    surface.show(box);
    speak(desk.box ? `${box.label}, ${box.width} by ${box.height}` : `${box.label}, suggested`);
  }

  return {
    confirm: async () => {
      if (desk.confirm()) await walk.step(1);
      else message("There are no boxes. Draw one, or press 0 if there is no object here.");
    },
    next: () => walk.step(1),
    previous: () => walk.step(-1),
    nextUnlabelled: () => walk.nextUnlabelled(),
    noObject: () => { if (desk.noObject()) message(""); },
    label: (event) => {
      const name = desk.labels[Number(event.key) - 1];
      if (name !== undefined) desk.useLabel(name);
    },
    newLabel: () => find("#new-label").focus(),
    newBox: () => {
      drawn(surface.middleBox());
      if (!surface.pendingBox) stage.focus();
    },
    selectNext: () => { desk.selectNext(1); showSelected(); },
    selectPrevious: () => { desk.selectNext(-1); showSelected(); },
    nudge: (event) => {
      const far = event.shiftKey ? 10 : 1;
      const [dx, dy] = ARROWS[event.key];
      desk.nudge(dx * far, dy * far, event.altKey);
    },
    remove: () => desk.removeSelected(),
    release: () => {
      if (surface.pendingBox) {
        surface.pendingBox = null;
        message("");
        surface.changed();
      } else if (!surface.pointing.abandon()) desk.select(null);
    },
    copy: () => {
      const before = trail.ids[trail.at - 1];
      const from = before === undefined ? null : (desk.remembered(before) ?? contentOf(trail.entry(before)));
      if (!from) message("There is no image before this one.");
      else message(desk.copyFrom(from.boxes) === 0 ? "The image before has no boxes that are not here." : "");
    },
    acceptAll: () => message(desk.acceptAll() === 0 ? "There is no suggestion to accept." : ""),
    acceptOne: () => { if (!desk.accept(desk.suggestion ?? desk.shown[0]?.id)) message("There is no suggestion to accept."); },
    dismissAll: () => desk.dismissAll(),
    undo: () => travel("undo"),
    redo: () => travel("redo"),
    zoomIn: () => surface.zoom(1.25),
    zoomOut: () => surface.zoom(0.8),
    fit: () => surface.fit(),
    hide: () => {
      surface.isHidden = !surface.isHidden;
      find("#hide").setAttribute("aria-pressed", String(surface.isHidden));
      surface.changed();
    },
    crosshair: () => {
      surface.isCrosshair = !surface.isCrosshair;
      stored.set("crosshair", surface.isCrosshair ? "on" : "off");
      find("#crosshair").setAttribute("aria-pressed", String(surface.isCrosshair));
      surface.moved();
    },
    help: () => find("#help").showModal(),
    pan: () => surface.setPanning(true),
  };
}
