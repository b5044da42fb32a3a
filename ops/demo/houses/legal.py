"""Legal pages: the law of each market in its languages, with the house's own facts and voice."""

from ops.demo.houses import words
from ops.demo.houses.reading import Entry
from ops.demo.houses.shape import LegalPage, Market, PageSection

KINDS = ("imprint", "privacy", "terms", "returns")


def pages(house: Entry, markets: tuple[Market, ...]) -> tuple[LegalPage, ...]:
    return tuple(_page(house, market, kind) for market in markets for kind in KINDS)


def _page(house: Entry, market: Market, kind: str) -> LegalPage:
    law = words.tree(f"legal/{market.key}.yaml")[kind]
    written = {tag: law[tag] for tag in market.languages if tag in law}
    return LegalPage(
        kind=kind,
        market=market.key,
        slug=law["slug"],
        title={tag: page["title"] for tag, page in written.items()},
        sections={tag: _sections(page, house, market, tag, kind) for tag, page in written.items()},
    )


def _sections(page: Entry, house: Entry, market: Market, tag: str, kind: str) -> tuple[PageSection, ...]:
    facts = _facts(house, market, tag)
    voice = house["company"].get("voice", {}).get(kind, {}).get(tag)
    opening = (PageSection(heading="", paragraphs=(voice,)),) if voice else ()
    return opening + tuple(_section(each, facts) for each in page["sections"])


def _section(entry: Entry, facts: dict[str, str]) -> PageSection:
    said = entry["text"].strip().format(**facts).split("\n\n")
    return PageSection(heading=entry["heading"], paragraphs=tuple(part.strip() for part in said))


def _facts(house: Entry, market: Market, tag: str) -> dict[str, str]:
    company = house["company"]
    plain = {key: said for key, said in company.items() if isinstance(said, str)}
    local = company["markets"].get(market.key, {})
    spoken = {key: _in(said, tag) for key, said in local.items()}
    return {"brand": _in(house["name"], tag), **plain, **spoken}


def _in(said: str | dict[str, str], tag: str) -> str:
    return said if isinstance(said, str) else said.get(tag) or said.get("en") or next(iter(said.values()))
