"""How a browser test comes to a page and looks at it, never seeing half of one.

Playwright's own `click` ends when the next page begins, not when it is there. So whatever is read
without `expect`, which waits for it, is read through here or after `whole`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

A_MINUTE = 60  # as long as a page may take to come, however busy the machine is

expect.set_options(timeout=A_MINUTE * 1000)

# To import what is imported already is to wait for its end: a script goes on after the page has
# loaded (charts, keys, lists that are searched). Where none runs there is nothing to wait for.
FETCHES_AFTER_ITS_SCRIPTS = """() => !matchMedia("(scripting: none)").matches && Promise.all(
    Array.from(document.querySelectorAll("script[type=module]"), it => import(it.src))
).then(() => document.querySelector(".htmx-request") !== null)"""


@contextmanager
def uncomplaining(page: Page) -> Iterator[Page]:
    """A page whose console shows no error to the end, such as a breach of the CSP or a 500."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 40" not in message.text:
            complaints.append(f"{message.text} {message.location}")

    page.set_default_timeout(A_MINUTE * 1000)
    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == [], complaints


def whole(page: Page) -> Page:
    """The page once it has loaded, its scripts have run, and what they fetched has come."""
    page.wait_for_load_state("load")
    if page.evaluate(FETCHES_AFTER_ITS_SCRIPTS):
        expect(page.locator(".htmx-request")).to_have_count(0)
    return page


@contextmanager
def arriving(page: Page) -> Iterator[None]:
    """What is done inside leads to another page, which is whole at the end."""
    with page.expect_navigation():
        yield
    whole(page)


def width_of(page: Page) -> int:
    """How wide the whole page is, in pixels: more than the window, if something sticks out."""
    wide: int = whole(page).evaluate("document.documentElement.scrollWidth")
    return wide


def barriers(page: Page) -> list[str]:
    """What axe finds on the whole page: the rule, and the elements that break it."""
    found = Axe().run(whole(page)).response["violations"]
    return [f"{page.url} {one['id']}: {[it['html'][:200] for it in one['nodes']]}" for one in found]


def flaws(page: Page) -> list[str]:
    """The barriers of the page, and whether it is wider than the window."""
    window = page.viewport_size
    wide = width_of(page)
    sticks_out = [f"{page.url}: {wide} px"] if window is None or wide > window["width"] else []
    return [*barriers(page), *sticks_out]
