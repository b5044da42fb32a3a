import pytest

from i18n.addresses import Address, form_fields, format_address, label, required_fields, validate
from i18n.languages import countries

HANGZHOU = Address(
    country="CN",
    region="浙江省",
    city="杭州市",
    district="西湖区",
    lines=("文三路 478 号", "3 楼"),
    postcode="310012",
    name="王芳",
    organisation="岚溪",
)
TOKYO = Address(
    country="JP",
    region="東京都",
    city="渋谷区",
    lines=("神宮前5-10-1", "青山ビル 2F"),
    postcode="150-0001",
    name="山田花子",
)
PARIS = Address(
    country="FR", city="Paris", lines=("12 rue de Turenne",), postcode="75004", name="Inès Dupont"
)
SINGAPORE = Address(
    country="SG", lines=("391A Orchard Road", "#03-12 Ngee Ann City"), postcode="238873", name="Tan Li"
)
NEW_YORK = Address(
    country="US", region="NY", city="New York", lines=("88 Prince Street",), postcode="10012", name="Ann Lee"
)
HONG_KONG = Address(
    country="HK", region="Hong Kong Island", city="中環", lines=("皇后大道中 99 號",), name="陳大文"
)
TAIPEI = Address(
    country="TW", region="台北市", city="信義區", lines=("松高路 12 號",), postcode="110", name="林小美"
)
SEOUL = Address(
    country="KR", region="서울특별시", city="강남구", lines=("테헤란로 152",), postcode="06236", name="김민준"
)


class TestFormatAddress:
    @pytest.mark.parametrize(
        ("address", "lines"),
        [
            (HANGZHOU, ["310012", "浙江省杭州市西湖区", "文三路 478 号", "3 楼", "岚溪", "王芳"]),
            (TOKYO, ["〒150-0001", "東京都渋谷区神宮前5-10-1", "青山ビル 2F", "山田花子"]),
            (PARIS, ["Inès Dupont", "12 rue de Turenne", "75004 Paris"]),
            (SINGAPORE, ["Tan Li", "391A Orchard Road", "#03-12 Ngee Ann City", "Singapore 238873"]),
            (NEW_YORK, ["Ann Lee", "88 Prince Street", "New York, NY 10012"]),
            (HONG_KONG, ["香港島", "中環", "皇后大道中 99 號", "陳大文"]),
            (TAIPEI, ["110", "台北市信義區", "松高路 12 號", "林小美"]),
            (SEOUL, ["서울특별시 강남구", "테헤란로 152", "김민준", "06236"]),
        ],
    )
    def test_writes_as_the_countrys_post_would_have_it(self, address, lines):
        assert format_address(address, "en", within=address.country) == lines

    @pytest.mark.parametrize(
        ("address", "lines"),
        [
            (
                HANGZHOU,
                ["文三路 478 号", "3 楼", "Xihu Qu", "Hangzhou Shi", "Zhejiang Sheng, 310012", "China"],
            ),
            (TOKYO, ["神宮前5-10-1", "青山ビル 2F", "渋谷区", "Tokyo 150-0001", "Japan"]),
            (TAIPEI, ["松高路 12 號", "Xinyi District, Taipei City 110", "Taiwan"]),
            (HONG_KONG, ["皇后大道中 99 號", "Central", "Hong Kong Island", "Hong Kong SAR China"]),
        ],
    )
    def test_writes_places_in_latin_letters_as_far_as_they_are_known(self, address, lines):
        assert [line for line in format_address(address, "zh-Hans", latin=True) if line in lines] == lines

    def test_names_the_country_for_readers_elsewhere_at_the_large_end(self):
        assert format_address(PARIS, "zh-Hans")[-1] == "法国"
        assert format_address(HANGZHOU, "fr")[0] == "Chine"

    def test_writes_a_japanese_address_in_latin_letters_the_other_way_round(self):
        typed = Address(
            country="JP", region="Tokyo", city="Shibuya-ku", lines=("5-10-1 Jingumae",), postcode="150-0001"
        )
        assert format_address(typed, "en", within="JP") == ["5-10-1 Jingumae", "Shibuya-ku", "Tokyo 150-0001"]

    def test_says_a_city_that_is_its_own_province_once(self):
        beijing = Address(
            country="CN", region="北京市", city="北京市", district="朝阳区", lines=("三里屯路 19 号",)
        )
        assert format_address(beijing, "zh-Hans", within="CN") == ["北京市朝阳区", "三里屯路 19 号"]

    def test_leaves_no_comma_where_a_place_is_missing(self):
        assert format_address(
            Address(country="US", city="Reno", lines=("1 Main St",)), "en", within="US"
        ) == [
            "1 Main St",
            "Reno",
        ]

    @pytest.mark.parametrize("country", sorted(countries()))
    def test_keeps_every_field_of_every_country_that_writes_it(self, country):
        marks = {field: f"[{field}]" for field in form_fields(country) if field != "lines"}
        address = Address.read({"country": country, "lines": ["[lines]"], **marks})
        text = "\n".join(format_address(address, "en"))
        assert all(f"[{field}]" in text for field in form_fields(country))


class TestAddress:
    def test_is_read_back_from_what_was_kept(self):
        kept = {
            "country": "FR",
            "lines": ["12 rue de Turenne", ""],
            "city": "Paris",
            "postcode": None,
            "other": 1,
        }
        assert Address.read(kept) == Address(country="FR", lines=("12 rue de Turenne",), city="Paris")


class TestRequiredFields:
    @pytest.mark.parametrize(
        ("country", "fields"),
        [
            ("CN", ("postcode", "region", "city", "lines")),
            ("FR", ("lines", "postcode", "city")),
            ("SG", ("lines", "postcode")),
            ("HK", ("region", "lines")),
            ("US", ("lines", "city", "region", "postcode")),
        ],
    )
    def test_are_the_countrys_in_its_order(self, country, fields):
        assert required_fields(country) == fields


class TestLabel:
    def test_is_the_countrys_own_word(self):
        assert label("region", country="JP").in_("en") == "Prefecture"
        assert label("region", country="US").in_("fr") == "État"
        assert label("postcode", country="US").in_("en") == "ZIP code"

    @pytest.mark.parametrize("country", sorted(countries()))
    def test_exists_for_every_field_of_every_country(self, country):
        assert all(str(label(field, country=country)) for field in form_fields(country))


class TestValidate:
    @pytest.mark.parametrize(
        "address",
        [HANGZHOU, TOKYO, PARIS, SINGAPORE, NEW_YORK, HONG_KONG, TAIPEI, SEOUL],
        ids=lambda one: one.country,
    )
    def test_lets_good_addresses_pass(self, address):
        assert validate(address) == {}

    def test_says_field_by_field_what_is_wrong(self):
        wrong = validate(Address(country="US", region="NY", city="New York", postcode="90210"))
        assert wrong["lines"].in_("fr") == "Adresse\u00a0: à renseigner."
        assert "95014" in wrong["postcode"]
        assert set(wrong) == {"lines", "postcode"}

    def test_refuses_an_unknown_region_and_an_unknown_country(self):
        assert set(
            validate(Address(country="US", region="Paris", city="x", lines=("x",), postcode="10012"))
        ) == {"region"}
        assert set(validate(Address(country="QQ"))) == {"country"}
