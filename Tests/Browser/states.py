"""Every page of the console in every state that is drawn: how to come there. Each function leaves the browser at the state."""

import photos as photo_folders
from consoles import Console, Refused


def sign_in(scene):
    scene.browser.forget()
    scene.browser.open("/_/sign-in")


def sign_in_refused(scene):
    scene.browser.forget()
    scene.browser.open("/_/sign-in?token=used")
    scene.browser.complaints()  # The 401 that it is about.


def no_projects(scene):
    Console(scene.empty_server, scene.browser).sign_in().projects.open()


def projects(scene):
    scene.console.projects.open()


def new_project(scene):
    scene.console.projects.open().ask_for_name()


def project(scene):
    scene.browser.open(f"/_/projects/{scene.trained}")


def project_without_versions(scene):
    scene.browser.open(f"/_/projects/{scene.bare}")


def no_dataset(scene):
    scene.console.dataset(scene.bare).open()


def dataset(scene):
    scene.console.dataset(scene.trained).open()


def dataset_with_selection(scene):
    page = scene.console.dataset(scene.trained).open()
    page.select(*page.names()[:2])


def dataset_at_work(scene):
    page = scene.console.dataset(scene.trained).open()
    page.hold_actions(12_000, 100_000)
    page.select(*page.names()[:2])
    page.begin("empty")
    page.action_progress()


def dataset_without_matches(scene):
    scene.console.dataset(scene.trained).open().search("no such image")


def dataset_after_uploads(scene):
    folder = scene.folder / "brought"
    folder.mkdir(exist_ok=True)
    (folder / "notes.jpg").write_text("no picture")
    page = scene.console.dataset(scene.brought).open()
    page.choose(photo_folders.plain(folder / "one.jpg", 1), photo_folders.plain(folder / "same.jpg", 1), folder / "notes.jpg")
    page.uploaded(2)
    scene.browser.complaints()  # The refused upload.


def dataset_with_problems(scene):
    scene.console.dataset(scene.broken).open().show_problems()


def editor(scene):
    scene.console.editor(scene.trained).open()


def editor_unlabelled(scene):
    scene.console.editor(scene.brought).open()


def editor_keys(scene):
    scene.console.editor(scene.trained).open().show_keys()


def editor_suggestions(scene):
    scene.console.editor(scene.trained).open().suggest("v1")


def editor_conflict(scene):
    page = scene.console.editor(scene.brought).open()
    entry = scene.console.entries(scene.brought)[page.name()]
    scene.console.put_boxes(scene.brought, entry, [("board", 5, 5, 20, 20)])
    page.draw((100, 100, 60, 60), label="board")
    page.conflict()
    scene.browser.complaints()  # The refused change.


def train(scene):
    scene.console.train(scene.trained).open()


def train_with_settings(scene):
    scene.console.train(scene.trained).open().unfold()


def train_not_ready(scene):
    scene.console.train(scene.bare).open()


def training(scene):
    """Takes so long that it is still at work when it is looked at."""
    try:
        scene.console.ask("POST", f"/_/api/projects/{scene.trained}/versions", {"name": "long", "settings": {"epochs": 500}})
    except Refused as refused:
        assert refused.status == 409, refused
    scene.console.training(scene.trained, "long").open().shows_progress()


def training_cancelled(scene):
    scene.console.ask("DELETE", f"/_/api/projects/{scene.trained}/versions/long/training")
    scene.console.trained(scene.trained, "long")
    scene.console.training(scene.trained, "long").open()


def training_done(scene):
    scene.console.training(scene.trained, "v1").open()


def training_failed(scene):
    scene.console.training(scene.broken, "failed").open()


def project_after_trainings(scene):
    """Its table has a version that is trained and one that was cancelled."""
    scene.console.overview(scene.trained).open()


def project_with_a_failed_training(scene):
    scene.console.overview(scene.broken).open()


def nothing_to_use_after_a_failure(scene):
    scene.browser.open(f"/_/projects/{scene.broken}/use")


def evaluate_failed(scene):
    scene.browser.open(f"/_/projects/{scene.broken}/versions/failed/evaluate")


def evaluate(scene):
    scene.console.evaluate(scene.trained, "v1").open()


def evaluate_filtered(scene):
    page = scene.console.evaluate(scene.trained, "v1").open()
    page.slide(0.05)
    page.filter("invented")


def evaluate_large(scene):
    page = scene.console.evaluate(scene.trained, "v1").open()
    page.enlarge(page.result_names()[0])


def nothing_to_evaluate(scene):
    scene.browser.open(f"/_/projects/{scene.bare}/evaluate")


def use_stopped(scene):
    scene.console.use(scene.trained, "v1").open()


def use_running(scene):
    page = scene.console.use(scene.trained, "v1").open()
    page.start()
    page.drop(scene.photo)
    page.detections()


def nothing_to_use(scene):
    scene.browser.open(f"/_/projects/{scene.bare}/use")


def settings(scene):
    scene.browser.open("/_/settings")


def settings_with_a_new_key(scene):
    scene.browser.open("/_/settings")
    scene.console.settings.add_key()


def not_there(scene):
    scene.browser.open("/_/projects/none")
    scene.browser.complaints()  # The page that is not there.


# In this order: some need what one before them has done. Those without a session come last, since they end it.
ALL = [
    projects, new_project, project, project_without_versions, no_dataset, dataset, dataset_with_selection,
    dataset_at_work, dataset_without_matches, dataset_after_uploads, dataset_with_problems, editor, editor_unlabelled, editor_keys,
    editor_suggestions, editor_conflict, train, train_with_settings, train_not_ready, training, training_cancelled,
    training_done, training_failed, project_after_trainings, project_with_a_failed_training, nothing_to_use_after_a_failure,
    evaluate_failed, evaluate, evaluate_filtered, evaluate_large, nothing_to_evaluate, use_stopped,
    use_running, nothing_to_use, settings, settings_with_a_new_key, not_there, no_projects, sign_in, sign_in_refused,
]
