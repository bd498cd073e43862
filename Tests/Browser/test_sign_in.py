"""Who may look, and what other sites may do: nobody without a key or a link, and nothing."""

import http.client
import re

import pytest

from consoles import Console, Refused


def request(server, method, path, headers=None, body=None):
    """A bare request: status, headers, bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


@pytest.fixture
def console(server, browser):
    """The console with a session of the test's own, begun as a person begins it."""
    return Console(server, browser).sign_in()


def cookie(browser):
    return next(each for each in browser.command("Network.getAllCookies")["cookies"] if each["name"] == "katmai-session")


def test_a_link_signs_in_once(server, browser):
    console = Console(server, browser)
    link = console.link()
    browser.driver.get(link)
    browser.until(lambda: browser.path == "/_/", "the projects after signing in")
    browser.command("Network.clearBrowserCookies")
    browser.driver.get(link)
    assert browser.path.startswith("/_/sign-in") and browser.text('[role="alert"]')
    browser.complaints()  # The link's refusal.


def test_a_link_of_the_settings_signs_another_browser_in_once(console):
    browser, session = console.browser, cookie(console.browser)["value"]
    link = console.settings.open().make_link()
    browser.command("Network.clearBrowserCookies")
    browser.driver.get(link)
    browser.until(lambda: browser.path == "/_/", "the projects after signing in")
    assert cookie(browser)["value"] != session
    # The one that made the link stays signed in.
    assert request(console.server, "GET", "/_/api/projects", {"Cookie": f"katmai-session={session}"})[0] == 200
    browser.command("Network.clearBrowserCookies")
    browser.driver.get(link)
    assert browser.path.startswith("/_/sign-in") and browser.text('[role="alert"]')
    browser.complaints()  # The link's refusal.


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(console):
    session = cookie(console.browser)
    assert (session["httpOnly"], session["sameSite"], session["path"]) == (True, "Strict", "/_/")
    assert console.browser.run("return document.cookie") == ""


def test_a_key_signs_in_and_leads_back(server, browser):
    console = Console(server, browser)
    browser.open("/_/settings")
    assert browser.path.startswith("/_/sign-in")
    browser.fill('[name="access-key"]', server.key["id"])
    browser.fill('[name="secret"]', "wrong")
    browser.press("Enter")
    assert browser.text('[role="alert"]')
    browser.complaints()  # The refusal.
    browser.fill('[name="access-key"]', server.key["id"])
    browser.fill('[name="secret"]', server.key["secret"])
    browser.press("Enter")
    browser.until(lambda: browser.path == "/_/settings", "the page that was asked for")
    assert console.get("keys")["keys"]


def test_signing_out_ends_the_session(console):
    browser = console.browser
    value = cookie(browser)["value"]
    browser.click('form[action="/_/sign-out"] button')
    browser.until(lambda: browser.path.startswith("/_/sign-in"), "the sign-in page")
    browser.command("Network.setCookie", name="katmai-session", value=value, url=browser.origin + "/_/", path="/_/")
    browser.open("/_/")
    assert browser.path.startswith("/_/sign-in")
    status, _, text = request(console.server, "GET", "/_/api/projects", {"Cookie": f"katmai-session={value}"})
    assert (status, b"signed-out" in text) == (401, True)


def test_changes_need_the_pages_token(console, name):
    with pytest.raises(Refused) as caught:
        console.ask("POST", "/_/api/projects", {"name": name}, token=False)
    assert (caught.value.status, caught.value.answer["error"]["code"]) == (403, "csrf")
    with pytest.raises(Refused) as caught:
        console.ask("POST", "/_/api/projects", {"name": name}, {"X-Katmai-CSRF": "guessed"}, token=False)
    assert caught.value.status == 403
    assert name not in [project["name"] for project in console.get("projects")["projects"]]


def test_other_sites_and_names_are_turned_away(console, name):
    session = {"Cookie": f"katmai-session={cookie(console.browser)['value']}"}
    own = {"Host": f"127.0.0.1:{console.server.port}", **session}
    assert request(console.server, "GET", "/_/", own)[0] == 200
    # A name that a stranger lets point at this machine.
    assert request(console.server, "GET", "/_/", {**own, "Host": "evil.example"})[0] == 421
    token = console.browser.run("return document.querySelector('meta[name=csrf]').content")
    foreign = {**own, "X-Katmai-CSRF": token, "Origin": "http://evil.example", "Content-Type": "application/json"}
    assert request(console.server, "POST", "/_/api/projects", foreign, f'{{"name": "{name}"}}')[0] == 403
    assert request(console.server, "POST", "/_/api/projects", {**foreign, "Origin": "null"}, "{}")[0] == 403


@pytest.mark.parametrize("path", ["/_/", "/_/sign-in", "/_/settings", "/_/projects/none", "/_/static/katmai.css", "/_/api/projects"])
def test_everything_comes_with_a_strict_policy(console, path):
    session = {"Cookie": f"katmai-session={cookie(console.browser)['value']}"}
    _, headers, _ = request(console.server, "GET", path, session)
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if part.strip())
    assert policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'" and policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_secret_is_shown_once_and_works(console):
    made = console.ask("POST", "/_/api/keys")
    assert re.fullmatch(r"\S{16,}", made["secret"])
    assert made["secret"] not in str(console.get("keys"))
    keys = {"aws_access_key_id": made["id"], "aws_secret_access_key": made["secret"]}
    assert console.server.client("sts", **keys).get_caller_identity()["Account"]
    console.ask("DELETE", f"/_/api/keys/{made['id']}")
    assert made["id"] not in str(console.get("keys"))
