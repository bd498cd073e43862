// The page of one project: its versions, and deleting.

import { get, pause, remove } from "./api.js";
import { busy, confirmWith, find, findAll, sayError } from "./dom.js";

const button = find("#delete-project");
const api = button && `/_/api/projects/${button.dataset.project}`;

button?.addEventListener("click", async () => {
  const isSure = await confirmWith({
    title: `Delete ${button.dataset.project}?`,
    text: "Its images, labels, versions and evaluations all go. This cannot be undone.",
    action: "Delete project",
    isDanger: true,
  });
  if (!isSure) return;
  await busy(button, async () => {
    await remove(api);
    sessionStorage.setItem("katmai-note", `${button.dataset.project} is being deleted.`);
    location.assign("/_/");
  });
});

for (const one of findAll("[data-delete-version]")) {
  one.addEventListener("click", async () => {
    const name = one.dataset.deleteVersion;
    const isSure = await confirmWith({ title: `Delete version ${name}?`, text: "The model and its evaluations go. The images stay.", action: "Delete version", isDanger: true });
    if (!isSure) return;
    await busy(one, async () => {
      await remove(`${api}/versions/${name}`);
      location.reload();
    });
  });
}

/** While something is under way, the table follows it. */
async function follow() {
  const rows = findAll("[data-version]");
  for (;;) {
    await pause(3000);
    try {
      const { versions } = await get(`${api}/versions`);
      for (const row of rows) {
        const version = versions.find(({ name }) => name === row.dataset.version);
        const badge = find(".badge", row);
        if (!version || version.status !== (row.dataset.status ?? badge.textContent)) return location.reload();
      }
    } catch (error) {
      sayError(error);
      return undefined;
    }
  }
}

if (findAll("[data-version] .badge").some((badge) => /ing$/i.test(badge.textContent) && !/^running$/i.test(badge.textContent))) follow();
