// The form of a new training. What was left as it is, is not sent, so that the defaults stay the server's.

import { post } from "./api.js";
import { find, findAll, sayError } from "./dom.js";

const form = find("#train");
const standard = new Map(findAll("select[data-setting]", form).map((select) => [select.name, select.value]));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  for (const place of [...findAll(".error", form), find("#train-error")]) place.textContent = "";
  const settings = {};
  find("#version-name").removeAttribute("aria-invalid");
  for (const field of findAll("[data-setting]", form)) {
    field.removeAttribute("aria-invalid");
    if (field.value !== "" && field.value !== standard.get(field.name)) settings[field.name] = Number(field.value);
  }
  const body = { name: find("#version-name").value.trim(), settings };
  const from = find("#from")?.value;
  if (from) body.from = from;
  const button = find("#train-button");
  button.disabled = true;
  try {
    const { url } = await post(`/_/api/projects/${form.dataset.project}/versions`, body);
    location.assign(url);
  } catch (error) {
    button.disabled = false;
    showFailure(error);
  }
});

function showFailure(error) {
  if (error.code === "signed-out") sayError(error);
  const name = error.code === "exists" ? "name" : error.body?.error?.value;
  const field = name && findAll("[data-setting], #version-name", form).find((one) => one.name === name);
  if (!field) {
    find("#train-error").textContent = error.message;
    return;
  }
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.setAttribute("aria-invalid", "true");
  find(`#${field.id}-error`).textContent = error.message;
  field.focus();
}
