// Building the page. Text always goes in as text, so a file name or a label is never read as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An HTML element: attributes by name, `on…` as listeners, strings among the children as text. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG, where everything is an attribute. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(key, String(value));
  }
  element.append(...children);
  return element;
}

export function icon(name) {
  return svg("svg", { class: "icon", "aria-hidden": "true" }, svg("use", { href: `/_/static/icons.svg#${name}` }));
}

export const find = (selector, within = document) => within.querySelector(selector);
export const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Boxes over a picture; the view box is the picture's own pixels, so nothing has to be scaled. */
export function boxesOver(size, boxes) {
  return svg(
    "svg",
    { viewBox: `0 0 ${size.width} ${size.height}`, preserveAspectRatio: "xMidYMid meet", "aria-hidden": "true" },
    ...boxes.map(({ box: [x, y, width, height], kind }) =>
      svg("rect", { class: kind ? `box ${kind}` : "box", x, y, width, height }),
    ),
  );
}

/** A tile's picture: the one that is there where it is the same, so that it neither flickers nor, unreadable, is asked for again and again. */
export function tilePicture(item, url, missing) {
  const old = find("[data-picture]", item);
  if (old?.dataset.picture === url) return old;
  const picture = el("img", { src: url, alt: "", decoding: "async", draggable: "false", "data-picture": url });
  picture.addEventListener("error", () => picture.replaceWith(el("span", { class: "broken", "data-picture": url }, missing)), { once: true });
  return picture;
}

let toastTimer;

/** Says something in the corner and to screen readers; stays until the next one when `stays`. */
export function say(text, { stays = false, action, onaction } = {}) {
  const toast = find("#toast");
  clearTimeout(toastTimer);
  toast.replaceChildren(text);
  if (action) toast.append(el("button", { type: "button", class: "linklike", onclick: onaction }, action));
  if (!stays) toastTimer = setTimeout(() => toast.replaceChildren(), 6000);
}

/** Says what went wrong, with the way to sign in again where that is the reason. */
export function sayError(error) {
  if (error.code === "signed-out") {
    const next = encodeURIComponent(location.pathname + location.search);
    say("You are signed out.", {
      stays: true, action: "Sign in", onaction: () => location.assign(`/_/sign-in?next=${next}`),
    });
  } else {
    say(error.message, { stays: true, action: "Close", onaction: () => find("#toast").replaceChildren() });
  }
}

/** Asks before something that cannot be taken back; answers true or false. */
export function confirmWith({ title, text, action, no = "Cancel", isDanger = false }) {
  return new Promise((resolve) => {
    const dialog = el(
      "dialog",
      { "aria-labelledby": "confirm-title", onclose: () => { dialog.remove(); resolve(dialog.returnValue === "yes"); } },
      el(
        "form",
        { method: "dialog" },
        el("h2", { id: "confirm-title" }, title),
        el("p", {}, text),
        el(
          "div",
          { class: "dialog-foot" },
          el("button", { class: "button", value: "no" }, no),
          el("button", { class: isDanger ? "button danger" : "button primary", value: "yes" }, action),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Runs `work` with the button out of action, and says what went wrong. */
export async function busy(button, work) {
  button.disabled = true;
  try {
    return await work();
  } catch (error) {
    sayError(error);
    return undefined;
  } finally {
    button.disabled = false;
  }
}
