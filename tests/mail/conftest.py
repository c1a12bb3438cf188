import pytest

from tests.mail.servers import Authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def trusted(authority, monkeypatch):
    """The machine trusts the tests' certificate authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.pem))
    return authority
