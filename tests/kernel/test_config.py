"""Settings: what production must be told, and the words of the refusal."""

import pytest

from kernel.config import SettingMissing, Settings, refuse_unwritable

GOOD = {
    "COMPTOIR_ENV": "production",
    "COMPTOIR_DATABASE_URL": "postgresql://app@db/comptoir",
    "COMPTOIR_SECRET_KEY": "s" * 32,
    "COMPTOIR_CREDENTIALS_KEY": "c" * 32,
    "COMPTOIR_HOSTS": "comptoir.example",
    "COMPTOIR_MAIL_URL": "smtp://mail.example",
    "COMPTOIR_MEDIA_DIR": "/srv/media",
}


class TestRead:
    def test_takes_what_production_gives(self):
        settings = Settings.read(GOOD)
        assert settings.production
        assert settings.owner_database_url == settings.database_url

    @pytest.mark.parametrize("name", [name for name in GOOD if name != "COMPTOIR_ENV"])
    def test_names_the_setting_that_production_lacks(self, name):
        with pytest.raises(SettingMissing, match=name):
            Settings.read({key: value for key, value in GOOD.items() if key != name})

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("COMPTOIR_ENV", "staging"),
            ("COMPTOIR_SECRET_KEY", "short"),
            ("COMPTOIR_TRUSTED_PROXIES", "10.0.0.0/99"),
            ("COMPTOIR_STANDINS", "127.0.0.1:9000"),
            ("COMPTOIR_DATABASE_URL", "comptoir"),
            ("COMPTOIR_DATABASE_URL", "mysql://app@db/comptoir"),
            ("COMPTOIR_OWNER_DATABASE_URL", "owner"),
            ("COMPTOIR_HOSTS", "https://comptoir.example/"),
            ("COMPTOIR_METRICS_NETWORKS", "here"),
        ],
    )
    def test_refuses_what_would_be_unsafe(self, name, value):
        with pytest.raises(SettingMissing, match=name):
            Settings.read(GOOD | {name: value})

    def test_takes_older_secrets_after_the_first(self):
        settings = Settings.read(GOOD | {"COMPTOIR_SECRET_KEY": f"{'n' * 32}, {'o' * 32}"})
        assert settings.secret_keys == ("n" * 32, "o" * 32)


class TestRefuseUnwritable:
    def test_makes_the_folder_of_pictures(self, tmp_path):
        folder = tmp_path / "a/b"
        refuse_unwritable(Settings.read(GOOD | {"COMPTOIR_MEDIA_DIR": str(folder)}))
        assert folder.is_dir()

    def test_names_the_setting_where_nothing_can_be_written(self, tmp_path):
        taken = tmp_path / "file"
        taken.touch()
        with pytest.raises(SettingMissing, match="COMPTOIR_MEDIA_DIR"):
            refuse_unwritable(Settings.read(GOOD | {"COMPTOIR_MEDIA_DIR": str(taken)}))
