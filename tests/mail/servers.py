"""Mail servers on the loopback address: aiosmtpd with a fault for every occasion, and exim as a second opinion."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from itaxl.mail.secret import Secret
from itaxl.mail.smtp import Account
from tests.office import IN_CI

SENDER, PASSWORD, TOKEN = "plan@nakhok.example", "ความลับ-เป็น-ascii".encode().hex(), "ya29." + "t0ken" * 20


# --- certificates ------------------------------------------------------------------------------------------


class Authority:
    """A certificate authority of the tests' own, and one that nobody trusts."""

    def __init__(self, folder: Path) -> None:
        self.ca, self.foreign = trustme.CA(), trustme.CA()
        self.pem = folder / "ca.pem"
        self.ca.cert_pem.write_to_path(self.pem)

    def certificate(self, kind: str) -> trustme.LeafCert:
        """A good one, or one that is expired, foreign or another machine's."""
        now = dt.datetime.now(dt.UTC)
        if kind == "expired":
            return self.ca.issue_cert("127.0.0.1", "localhost", not_after=now - dt.timedelta(days=1))
        if kind == "other":
            return self.ca.issue_cert("mail.elsewhere.example")
        return (self.foreign if kind == "foreign" else self.ca).issue_cert("127.0.0.1", "localhost")

    def context(self, kind: str = "good") -> ssl.SSLContext:
        """What a server encrypts with."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.certificate(kind).configure_cert(context)
        return context


# --- aiosmtpd ----------------------------------------------------------------------------------------------


class Post:
    """What the server does, and what it has taken: (recipients, bytes) of each message.

    `greeting` is the answer to ours, `on_mail` gives that to the sender, `on_rcpt` that to a recipient, `on_data` that
    to a message, None for yes; `drop` says when the connection breaks: "data" at the command, "body" in the middle of a message, "end" after its
    end, "taken" after it was taken; or "full", that the server refuses it in the middle.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], bytes]] = []
        self.offered = 0
        self.greeting = ""
        self.on_mail: Callable[[str], str | None] = lambda address: None
        self.on_rcpt: Callable[[str], str | None] = lambda address: None
        self.on_data: Callable[[list[str]], str | None] = lambda recipients: None
        self.drop: Callable[[int], str | None] = lambda number: None
        self.slow = 0.0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        return [self.greeting] if self.greeting else responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        answer = self.on_mail(address)
        if answer is None:
            envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answer = self.on_rcpt(address)
        if answer == "drop":
            server.transport.abort()
            return "250 OK"
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        await asyncio.sleep(self.slow)
        answer = self.on_data(envelope.rcpt_tos)
        when = self.drop(self.offered)
        if answer is None and when != "end":
            self.taken.append((list(envelope.rcpt_tos), envelope.original_content))
        if when in ("end", "taken"):
            server.transport.abort()
        return answer or "250 2.0.0 queued as 42"

    async def auth_XOAUTH2(self, server, args):  # noqa: N802
        said = base64.b64decode(args[1]).decode()
        if said == f"user={SENDER}\1auth=Bearer {TOKEN}\1\1":
            return AuthResult(success=True)
        await server.challenge_auth(base64.b64encode(b'{"status":"400"}').decode(), encode_to_b64=False)
        return AuthResult(success=False, handled=False, message=f"535 5.7.3 refused {args[1]}")

    def recipients(self) -> list[str]:
        """Everybody who got something, once for each message."""
        return sorted(recipient for recipients, _ in self.taken for recipient in recipients)


class _Server(SMTP):
    async def smtp_DATA(self, arg):  # noqa: N802
        post = self.event_handler
        post.offered += 1
        when = post.drop(post.offered)
        if when == "data":
            self.transport.abort()
            return
        if when == "body":
            await self.push("354 go on")
            await self._reader.read(100)
            self.transport.abort()
            return
        if when == "full":
            await self.push("354 go on")
            await self._reader.read(100)
            await self.push("552 5.3.4 message too big")
            while await self._reader.read(1 << 16):
                pass
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self):
        return _Server(self.handler, **self.SMTP_kwargs)


def _lets_in(server, session, envelope, mechanism, data):
    good = (data.login, data.password) == (SENDER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False)


@contextmanager
def serving(
    security: str = "none", context: ssl.SSLContext | None = None, *, logs_in: bool = False, **more
) -> Iterator[tuple[Post, Account]]:
    """A server on a free port: (what it does and got, an account on it without a secret)."""
    post = Post()
    options = {"authenticator": _lets_in, "auth_required": True, "auth_require_tls": False} if logs_in else {}
    if security == "starttls" and context:
        options |= {"tls_context": context, "require_starttls": True}
    options |= {"auth_exclude_mechanism": ["LOGIN", "PLAIN", "XOAUTH2"]} if not logs_in else {}
    wrapped = context if security == "ssl" else None
    controller = _Controller(post, hostname="127.0.0.1", port=free_port(), ssl_context=wrapped, **options, **more)
    controller.start()
    try:
        yield post, account(security, controller.port)
    finally:
        controller.stop()


def account(security: str, port: int, secret: Secret | None = None) -> Account:
    """An account of the planner on this machine."""
    return Account("127.0.0.1", port, security, SENDER, secret, seconds=20, final_seconds=20)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


# --- exim --------------------------------------------------------------------------------------------------

EXIM = shutil.which("exim4") or (shutil.which("/usr/sbin/exim4"))
needs_exim = pytest.mark.skipif(EXIM is None and not IN_CI, reason="exim4 is not installed: its tests run in CI")

_CONFIG = """
primary_hostname = localhost
exim_user = {user}
exim_group = {group}
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
keep_environment =
daemon_smtp_ports = {starttls} : {ssl}
tls_on_connect_ports = {ssl}
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = {folder}/server.pem
tls_privatekey = {folder}/server.key
message_size_limit = 2M
deliver_drop_privilege = true
never_users =
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  deny message = no such user here
       local_parts = nobody
  accept authenticated = *
  deny message = log in first
begin routers
all:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  directory = {folder}/mail
  create_directory
  maildir_format
  envelope_to_add
  user = {user}
  group = {group}
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_advertise_condition = ${{if def:tls_in_cipher}}
  server_prompts = :
  server_condition = ${{if and {{{{eq{{$auth2}}{{{sender}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
"""


@contextmanager
def exim(authority: Authority) -> Iterator[tuple[Path, int, int]]:
    """Exim in a folder of its own: (where it puts mail, its port for STARTTLS, its port for implicit TLS)."""
    import pwd

    assert EXIM, "exim4 is needed here"
    user = pwd.getpwnam("Debian-exim") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    with tempfile.TemporaryDirectory(prefix="itaxl-exim-") as name:
        folder, ports = Path(name), {"starttls": free_port(), "ssl": free_port()}
        _configure(folder, user.pw_uid, user.pw_gid, ports, authority.certificate("good"))
        process = subprocess.Popen([EXIM, "-C", str(folder / "exim.conf"), "-bdf"], stderr=subprocess.PIPE)
        try:
            wait_for(ports["ssl"], process)
            yield folder / "mail", ports["starttls"], ports["ssl"]
        finally:
            process.terminate()
            process.wait(10)


def _configure(folder: Path, user: int, group: int, ports: dict[str, int], certificate: trustme.LeafCert) -> None:
    for place in ("spool", "log", "mail"):
        (folder / place).mkdir()
    (folder / "server.pem").write_bytes(b"".join(each.bytes() for each in certificate.cert_chain_pems))
    certificate.private_key_pem.write_to_path(folder / "server.key")
    text = _CONFIG.format(folder=folder, user=user, group=group, sender=SENDER, password=PASSWORD, **ports)
    (folder / "exim.conf").write_text(text)
    for path in (folder, *(path for path in folder.iterdir() if path.name != "exim.conf")):
        shutil.chown(path, user)  # the configuration stays root's: exim would not trust another's


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Until something listens on the port."""
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, process.stderr.read().decode()
        time.sleep(0.05)
    raise AssertionError("no server")
