"""A person at the keyboard alone, who goes by what has the focus and what it is called."""

import re

# Far more than any page has controls.
STOPS = 200
# The outline of the control with the focus, or of the tile or card that it fills; and whether any of it is in the window.
SEEN = """
    const now = document.activeElement
    const isOutlined = each => {
        const {outlineStyle, outlineWidth} = getComputedStyle(each)
        return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0
    }
    const {top, bottom, left, right} = now.getBoundingClientRect()
    return [
        [now, now.closest('.tile, .card')].some(each => each && isOutlined(each)),
        bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
    ]"""


class Keyboard:
    def __init__(self, browser):
        self.browser = browser

    def reach(self, name):
        """Tabs on until a control has the focus whose accessible name is a pattern's; from the last control it goes on at the first."""
        passed, rounds = [], 0
        for _ in range(STOPS):
            self.browser.press("Tab")
            control = self.browser.driver.switch_to.active_element
            if control.tag_name == "body":
                rounds += 1
                if rounds > 1:
                    break
                continue
            called = control.accessible_name
            if re.fullmatch(name, called):
                self._is_seen(called)
                return control
            passed.append(called)
        raise AssertionError(f"Tab does not reach {name} at {self.browser.path}, only {passed}")

    def _is_seen(self, called):
        is_outlined, is_in_window = self.browser.run(SEEN)
        assert is_outlined, f"{called} does not show that it has the focus"
        assert is_in_window, f"{called} has the focus outside of the window"

    def use(self, name):
        """Reaches a control and presses Enter."""
        self.reach(name)
        self.browser.press("Enter")

    def type(self, text):
        """What has the focus gets it, letter by letter."""
        for letter in text:
            self.browser.press(letter)

    def focused(self, selector):
        """Waits until the page has set the focus there by itself."""
        self.browser.until(lambda: self.browser.run("return document.activeElement.matches(arguments[0])", selector), f"the focus on {selector}")
