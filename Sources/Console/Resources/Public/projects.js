// The page of all projects.

import { post } from "./api.js";
import { busy, find, findAll, say } from "./dom.js";

find("#new-project-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const place = find("#project-name-error");
  place.textContent = "";
  try {
    const { url } = await post("/_/api/projects", { name: find("#project-name").value.trim() });
    location.assign(url);
  } catch (error) {
    place.textContent = error.message;
    find("#project-name").focus();
  }
});

for (const button of findAll("[data-example]")) {
  button.addEventListener("click", () => busy(button, async () => {
    say("Drawing the example pictures. This takes some seconds.", { stays: true });
    const { url } = await post("/_/api/example", {});
    location.assign(url);
  }));
}
