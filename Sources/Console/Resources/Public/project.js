// The page of one project: its versions, and deleting.

import { get, pause, remove } from "./api.js";
import { busy, confirmWith, find, findAll, sayError } from "./dom.js";

const button = find("#delete-project");
const api = button && `/_/api/projects/${button.dataset.project}`;

button?.addEventListener("click", async () => {
  const isSure = await confirmWith({
    title: `Delete the project ${button.dataset.project}?`,
    text: `Its ${button.dataset.images} with their labels, its versions and evaluations all go. Image files stay in their bucket. This cannot be undone.`,
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
    const isSure = await confirmWith({ title: `Delete version ${name}?`, text: "The model and its evaluations go. The images stay. This cannot be undone.", action: "Delete version", isDanger: true });
    if (!isSure) return;
    await busy(one, async () => {
      await remove(`${api}/versions/${name}`);
      location.reload();
    });
  });
}

/** While something is under way, the table follows it. */
async function follow() {
  let before = null;
  for (;;) {
    try {
      const { versions } = await get(`${api}/versions`);
      const now = JSON.stringify(versions.map(({ name, status }) => [name, status]));
      if (before !== null && now !== before) return location.reload();
      before = now;
    } catch (error) {
      return sayError(error);
    }
    await pause(3000);
  }
}

if (find('[data-is-under-way="true"]')) follow();
