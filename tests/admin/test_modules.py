class TestSwitch:
    def test_turns_on_and_off(self, ines):
        ines.send("/admin/modules/", "/admin/modules/drops/switch-off")
        assert "Drops Needs: Storefront Off Switch on" in ines.page("/admin/modules/").text
        assert ines.get("/admin/seasons/drops/new").status_code == 404
        assert "Add a drop" not in ines.page("/admin/seasons/").text
        assert ines.send("/admin/modules/", "/admin/modules/drops/switch-on").status_code == 303
        assert "Drops Needs: Storefront On Switch off" in ines.page("/admin/modules/").text
        assert ines.get("/admin/seasons/drops/new").status_code == 200

    def test_says_what_must_come_first(self, ines):
        answer = ines.send("/admin/modules/", "/admin/modules/allocation/switch-on")
        assert answer.status_code == 422
        assert "Allocation needs Demand" in answer.text

    def test_offers_nothing_that_is_still_to_come(self, ines):
        page = ines.page("/admin/modules/")
        assert "Quality Needs: Production orders and workshops Not in this release yet Switch on" in page.text
        assert "/admin/modules/quality/switch-on" not in page.markup
        answer = ines.send("/admin/modules/", "/admin/modules/quality/switch-on")
        assert answer.status_code == 422
        assert "Quality is not in this release yet" in answer.text

    def test_knows_no_other_module(self, ines):
        assert ines.send("/admin/modules/", "/admin/modules/mining/switch-on").status_code == 404
        assert ines.send("/admin/modules/", "/admin/modules/mining/switch-off").status_code == 404

    def test_changes_nothing_on_a_get(self, ines):
        assert ines.get("/admin/modules/drops/switch-on").status_code == 405
        answer = ines.client.get(
            "/admin/modules/drops/switch-on?_method=POST", base_url="http://maison.localhost"
        )
        assert answer.status_code == 405
