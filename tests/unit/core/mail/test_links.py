import pytest
from django.template import Context, Template
from pytest_django import Settings

from core.mail.links import absolute


@pytest.mark.parametrize("site", ["https://veche.example", "https://veche.example/"])
def test_a_path_becomes_an_address(settings: Settings, site: str) -> None:
    settings.SITE_URL = site
    assert absolute("/receipts/АБ-1/") == "https://veche.example/receipts/АБ-1/"
    template = Template("{% load mail %}{{ path|absolute }}")
    assert template.render(Context({"path": "/a/"})) == "https://veche.example/a/"


@pytest.mark.parametrize("path", ["", "receipts/", "//evil.example/", "https://evil.example/"])
def test_only_paths_from_the_root(path: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        absolute(path)
