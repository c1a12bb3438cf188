"""What several folders of tests share."""

import pytest
from hypothesis import settings

settings.register_profile("itaxl", deadline=None)  # no test is timed: machines are busy
settings.load_profile("itaxl")


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """A certificate authority of the tests' own."""
    from tests.mail.servers import Authority

    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def trusted(authority, monkeypatch):
    """The machine trusts it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.pem))
    return authority
