import pytest

from catalogue import categories
from catalogue.categories import CategoryDraft
from kernel.events import CLOCK
from tests.world_catalogue import NOON


def add(session, *drafts: CategoryDraft):
    return categories.add_categories(session, drafts, by=CLOCK, at=NOON)


class TestAddCategories:
    def test_hangs_children_under_what_came_before(self, session):
        _shoes, boots = add(session, CategoryDraft(code="shoes"), CategoryDraft(code="boots", parent="shoes"))
        path = categories.path(categories.tree(session), boots.id)
        assert [category.code for category in path] == ["shoes", "boots"]

    def test_refuses_a_code_twice_and_a_parent_that_is_not_there(self, session):
        with pytest.raises(categories.CategoryTaken):
            add(session, CategoryDraft(code="dresses"))
        with pytest.raises(categories.NoSuchCategory):
            add(session, CategoryDraft(code="boots", parent="none"))


class TestChangeCategory:
    def test_refuses_to_lie_within_itself(self, session):
        shoes, _boots = add(session, CategoryDraft(code="shoes"), CategoryDraft(code="boots", parent="shoes"))
        for parent in ("shoes", "boots"):
            with pytest.raises(categories.CategoryInItself):
                categories.change_category(
                    session, shoes, CategoryDraft(code="shoes", parent=parent), by=CLOCK, at=NOON
                )


class TestRemoveCategory:
    def test_takes_out_what_holds_nothing(self, session):
        (shoes,) = add(session, CategoryDraft(code="shoes"))
        categories.remove_category(session, shoes, by=CLOCK, at=NOON)
        assert shoes.id not in categories.tree(session)

    @pytest.mark.parametrize("code", ["shoes", "dresses"])
    def test_keeps_what_holds_categories_or_styles(self, session, code):
        add(session, CategoryDraft(code="shoes"), CategoryDraft(code="boots", parent="shoes"))
        held = next(one for one in categories.tree(session).values() if one.code == code)
        with pytest.raises(categories.CategoryInUse, match=code):
            categories.remove_category(session, held, by=CLOCK, at=NOON)
