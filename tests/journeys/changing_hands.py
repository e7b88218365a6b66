"""A browser that changes hands: who sits at it, on which day; each kind of page is checked once."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import time_machine
from django.urls import resolve
from playwright.sync_api import Locator, Page, expect

from khuyencong.accounts.models import User
from tests.browsing import arriving, flaws, whole

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WIDE, PHONE = 1280, 390


class Walk:
    """One browser on one site; ``seen`` are the kinds of pages that axe has looked at."""

    def __init__(self, page: Page, site: str, sign_in: Callable[[Page, User], None]) -> None:
        self.page, self.site, self.sign_in = page, site, sign_in
        self.seen: set[str] = set()

    @contextmanager
    def on(self, day: str, person: User, *, width: int = WIDE) -> Iterator["Walk"]:
        """The person sits down on that day, at nine in the morning, and opens the desk."""
        with time_machine.travel(f"{day} 09:00+07:00", tick=True):
            self.page.set_viewport_size({"width": width, "height": 844})
            self.sign_in(self.page, person)
            self.open("/ban-lam-viec/")
            yield self

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)
        whole(self.page)
        self.look()

    def look(self) -> None:
        """Check the page for barriers if it is the first of its kind; it never scrolls sideways."""
        kind = resolve(urlsplit(self.page.url).path).view_name
        if kind in self.seen:
            return
        self.seen.add(kind)
        assert flaws(self.page) == [], kind

    def follow(self, name: str | re.Pattern[str], *, inside: Locator | None = None) -> None:
        """Click the first link of that name."""
        place = inside or self.page.locator("main")
        with arriving(self.page):
            place.get_by_role("link", name=name).first.click()
        self.look()

    def press(self, name: str, *, inside: Locator | None = None) -> None:
        place = inside or self.page.locator("main")
        with arriving(self.page):
            place.get_by_role("button", name=name).first.click()
        self.look()

    def fill(self, **fields: Any) -> None:
        """Fill fields by their names: text, a choice (a tuple), a tick (a bool)."""
        for name, value in fields.items():
            self.put(name, value)

    def put(self, name: str, value: Any) -> None:
        field = self.page.locator(f"[name='{name}']:not([type=hidden])").first
        if isinstance(value, bool):
            field.set_checked(value)
        elif isinstance(value, tuple):
            field.select_option(label=value[0])
        else:
            field.fill(value)

    def label(self, label: str, value: Any) -> None:
        """Fill a field by its label."""
        self.page.get_by_label(label).first.fill(value)

    def told(self, words: str) -> None:
        """The site says so after a deed."""
        expect(self.page.get_by_role("status").first).to_contain_text(words)

    def reads(self, *words: str) -> None:
        """The page says so."""
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)

    def lacks(self, *words: str) -> None:
        for one in words:
            expect(self.page.locator("main")).not_to_contain_text(one)

    def choose(self, label: str, words: str) -> None:
        """Choose in a searchable list by typing; the list is redrawn with the words marked."""
        self.page.get_by_role("combobox", name=label).press_sequentially(words)
        marked = self.page.locator(".option", has=self.page.locator(".highlight"))
        marked.filter(has_text=words).first.click()
        self.page.keyboard.press("Tab")

    def option(self, name: str, words: str) -> None:
        """Choose the option that holds the words."""
        field = self.page.locator(f"select[name='{name}']")
        value = field.locator("option", has_text=words).first.get_attribute("value")
        field.select_option(value=value)

    def money(self, kind: str, amount: str) -> None:
        """Fill the amount of the first source of that kind of money."""
        self.page.locator(f"input[name*='-{kind}-']").first.fill(amount)
