"""What is said of a module holds: what is still to come has neither page, job nor line in the menu."""

import wsgi  # noqa: F401 - brings every route and every job along
from admin.navigation import MENU
from kernel import jobs
from kernel.web import modules
from tenancy.modules import MODULES

TO_COME = {key for key, module in MODULES.items() if module.is_to_come}
IN_MENU = {place.module for section in MENU for place in section.places if place.module}


class TestEveryModule:
    def test_that_is_marked_somewhere_is_in_the_book(self):
        assert modules.marked | jobs.modules() | IN_MENU <= set(MODULES)

    def test_that_is_still_to_come_has_nothing_yet(self):
        assert (modules.marked | jobs.modules() | IN_MENU) & TO_COME == set()

    def test_that_needs_another_is_to_come_where_that_is(self):
        early = {key for key, module in MODULES.items() if set(module.needs) & TO_COME} - TO_COME
        assert early == set()
