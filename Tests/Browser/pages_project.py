"""A project's own page: its versions, and deleting."""

from pages_page import Page


class Project(Page):
    def __init__(self, console, project):
        super().__init__(console)
        self.path = f"/_/projects/{project}"

    def versions(self):
        self.browser.find("#about-title")
        return self.browser.texts("tr[data-version] th")

    def state(self, version):
        """What the table says has become of a version."""
        return self.browser.text(f'tr[data-version="{version}"] .badge')

    def can_delete(self, version=None):
        """Whether the page offers to delete the project, or one of its versions."""
        if version is not None:
            return self.browser.has(f'[data-delete-version="{version}"]')
        return self.browser.find("#delete-project").is_enabled()

    def delete_version(self, version, is_sure=True):
        self.browser.click(f'[data-delete-version="{version}"]')
        self._answer(is_sure)

    def delete(self, is_sure=True):
        self.browser.click("#delete-project")
        self._answer(is_sure)

    def _answer(self, is_sure):
        self.browser.click(f'dialog[open] button[value="{"yes" if is_sure else "no"}"]')
        self.browser.until(lambda: not self.browser.all("dialog[open]"), "the dialog closed")

    def complaint(self):
        """What the page says has gone wrong; it is taken note of, so that it does not stand for the next one."""
        text = self.browser.until(lambda: self.browser.text("#toast:not(:empty)"), "a reason")
        self.browser.click("#toast button")
        self.browser.until(lambda: not self.browser.all("#toast:not(:empty)"), "the reason closed")
        return text
