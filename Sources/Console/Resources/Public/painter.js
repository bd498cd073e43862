// Draws the desk. Two sheets: the picture with its resting boxes below, what moves above; so a drag among a thousand boxes draws one.

import { handlePoints } from "./boxes.js";
import { toWindow } from "./camera.js";

const MANY = 250;

function tokens() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  return {
    box: token("--box"), suggested: token("--box-suggested"), text: token("--on-picture"), veil: token("--veil"),
    handleLine: token("--handle-line"), font: `600 12px ${token("--font")}`, accent: token("--stage-accent"),
  };
}

export class Painter {
  #below;
  #above;
  #tokens = tokens();
  view = { width: 1, height: 1 };

  constructor(below, above) {
    this.#below = below.getContext("2d", { alpha: false });
    this.#above = above.getContext("2d");
  }

  resize(width, height) {
    this.view = { width, height };
    const ratio = devicePixelRatio;
    for (const context of [this.#below, this.#above]) {
      context.canvas.width = Math.round(width * ratio);
      context.canvas.height = Math.round(height * ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
  }

  /** The picture, its boxes but for the one in `without`, and the suggestions. */
  paintBelow({ bitmap, size, camera, boxes, suggestions, without, isHidden, stage }) {
    const context = this.#below;
    context.fillStyle = stage;
    context.fillRect(0, 0, this.view.width, this.view.height);
    if (!size) return;
    if (bitmap) {
      context.imageSmoothingEnabled = camera.scale < 6;
      context.imageSmoothingQuality = "medium";
      context.drawImage(bitmap, camera.x, camera.y, size.width * camera.scale, size.height * camera.scale);
    }
    if (isHidden) return;
    const named = boxes.length + suggestions.length <= MANY;
    for (const one of suggestions) {
      if (one.id !== without) this.#outline(context, one, camera, this.#tokens.suggested, [2, 4], named && `${one.label} ${one.confidence.toFixed(2)}`);
    }
    for (const box of boxes) {
      if (box.id !== without) this.#outline(context, box, camera, this.#tokens.box, [], named && box.label);
    }
  }

  /** What is selected, drawn or dragged, and the crosshair. */
  paintAbove({ camera, box, suggestion, draft, crosshair, isHidden }) {
    const context = this.#above;
    context.clearRect(0, 0, this.view.width, this.view.height);
    if (crosshair) {
      context.strokeStyle = this.#tokens.text;
      context.globalAlpha = 0.6;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(0, Math.round(crosshair.y) + 0.5);
      context.lineTo(this.view.width, Math.round(crosshair.y) + 0.5);
      context.moveTo(Math.round(crosshair.x) + 0.5, 0);
      context.lineTo(Math.round(crosshair.x) + 0.5, this.view.height);
      context.stroke();
      context.globalAlpha = 1;
    }
    if (draft) this.#outline(context, draft, camera, this.#tokens.box, [], `${draft.width} × ${draft.height}`);
    if (isHidden) return;
    if (suggestion) {
      this.#outline(context, suggestion, camera, this.#tokens.suggested, [2, 4], `${suggestion.label} ${suggestion.confidence.toFixed(2)}`, 4);
    }
    if (!box) return;
    this.#outline(context, box, camera, this.#tokens.box, [], box.label, 3.5);
    context.fillStyle = this.#tokens.text;
    context.strokeStyle = this.#tokens.handleLine;
    context.lineWidth = 2;
    for (const point of Object.values(handlePoints(box))) {
      const { x, y } = toWindow(camera, point);
      context.fillRect(x - 4.5, y - 4.5, 9, 9);
      context.strokeRect(x - 4.5, y - 4.5, 9, 9);
    }
  }

  #outline(context, box, camera, colour, dash, name, width = 2.5) {
    const { x, y } = toWindow(camera, box);
    const w = box.width * camera.scale;
    const h = box.height * camera.scale;
    if (x > this.view.width || y > this.view.height || x + w < 0 || y + h < 0) return;
    // A dark line below the bright one, so that a box shows on bright and dark pictures alike.
    context.setLineDash([]);
    context.lineWidth = width + 2;
    context.strokeStyle = this.#tokens.veil;
    context.strokeRect(x, y, w, h);
    context.setLineDash(dash);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.strokeRect(x, y, w, h);
    context.setLineDash([]);
    if (!name || w < 28) return;
    context.font = this.#tokens.font;
    const wide = Math.min(context.measureText(name).width + 10, Math.max(w, 60));
    const top = y >= 20 ? y - 19 : y + 1;
    context.fillStyle = this.#tokens.veil;
    context.fillRect(x - 1, top, wide, 18);
    context.save();
    context.beginPath();
    context.rect(x - 1, top, wide - 4, 18);
    context.clip();
    context.fillStyle = colour;
    context.fillText(name, x + 4, top + 13);
    context.restore();
  }
}
