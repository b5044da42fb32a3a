class TestSwitch:
    def test_turns_on_and_off(self, ines):
        assert ines.send("/admin/modules/", "/admin/modules/drops/switch-on").status_code == 303
        assert "Drops Needs: Storefront On Switch off" in ines.page("/admin/modules/").text
        ines.send("/admin/modules/", "/admin/modules/drops/switch-off")
        assert "Drops Needs: Storefront Off Switch on" in ines.page("/admin/modules/").text

    def test_says_what_must_come_first(self, ines):
        answer = ines.send("/admin/modules/", "/admin/modules/promotions/switch-on")
        assert answer.status_code == 422
        assert "Promotions needs Checkout and payments" in answer.text

    def test_knows_no_other_module(self, ines):
        assert ines.send("/admin/modules/", "/admin/modules/mining/switch-on").status_code == 404
        assert ines.send("/admin/modules/", "/admin/modules/mining/switch-off").status_code == 404

    def test_changes_nothing_on_a_get(self, ines):
        assert ines.get("/admin/modules/drops/switch-on").status_code == 405
        answer = ines.client.get(
            "/admin/modules/drops/switch-on?_method=POST", base_url="http://maison.localhost"
        )
        assert answer.status_code == 405
