"""Whether settings and addresses for mail are fit, without sending anything or connecting anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ipaddress import ip_address

from itaxl.core import planlayout
from itaxl.core.addresses import is_email, why_no_email
from itaxl.core.codes import UNCONFIRMED
from itaxl.core.planlayout import setting_name
from itaxl.core.problems import CannotGoOn, Problem, Word
from itaxl.core.records import Plan
from itaxl.core.sentences import Severity, severity

SERVER = ("mail_host", "mail_port", "mail_security")
NEEDED = (*SERVER, "mail_sender")

USUAL_SECURITY = {465: "ssl", 587: "starttls", 25: "starttls"}
"""What the usual sending ports expect; on any other port the server's owner decides."""

RECEIVING_PORTS = frozenset({110, 143, 993, 995})

_WRONG = frozenset({"setting-wrong", "email-wrong"})
"""Problems of a setting whose value could not be read."""

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+")


def check_mail(plan: Plan, problems: Sequence[Problem] = ()) -> list[Problem]:
    """What is missing or contradictory, or that all is filled in; `problems` are those of reading the plan, so that
    a value that could not be read is not called missing, too."""
    settings = plan.settings
    unread = {dict(problem.facts).get("name") for problem in problems if problem.code in _WRONG}
    missing = [key for key in NEEDED if not getattr(settings, key)]
    blank = [key for key in missing if setting_name(key) not in unread]
    if blank[: len(SERVER)] == list(SERVER):
        return [_problem(plan, "mail-not-set", key=blank[0])]
    names = " · ".join(map(setting_name, blank))
    found = [_problem(plan, "mail-missing", names, key=blank[0])] if blank else []
    found += _contradictions(plan)
    if not missing and not found:
        found.append(_usable(plan))
    if not settings.recipients and setting_name("recipients") not in unread:
        found.append(_problem(plan, "mail-no-recipients", key="recipients"))
    if unreachable := _without_address(plan):
        found.append(Problem("mail-unit-without", plan.file, planlayout.UNITS, found=", ".join(unreachable)))
    return found


def sending_trouble(plan: Plan, problems: Sequence[Problem] = ()) -> Problem | None:
    """What keeps from sending with these settings, or None."""
    names = {setting_name(key) for key in NEEDED}
    wrong = (problem for problem in problems if problem.code in _WRONG and dict(problem.facts).get("name") in names)
    if unread := next(wrong, None):
        return unread
    found = [problem for problem in check_mail(plan, problems) if severity(problem) is Severity.ERROR]
    if found:
        return found[0]
    settings = plan.settings
    return None if all(getattr(settings, key) for key in NEEDED) else _problem(plan, "mail-not-ready", key="mail_host")


def checked_address(address: str) -> str:
    """The address of a recipient.

    Raises CannotGoOn for one that cannot be used, be it for letters outside plain English (RFC 6531).
    """
    if is_email(address):
        return address
    why = why_no_email(address)
    if why is Word.INTERNATIONAL:
        raise CannotGoOn(Problem("mail-address-international", found=address))
    raise CannotGoOn(Problem("mail-address-wrong", found=address, facts=(("why", why),)))


def is_loopback(host: str) -> bool:
    """True for a name or address of this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _contradictions(plan: Plan) -> Iterator[Problem]:
    settings = plan.settings
    host, port, security = settings.mail_host, settings.mail_port, settings.mail_security
    if host and not _HOST.fullmatch(host):
        named = host.rpartition("@")[2]  # a password may stand before it
        yield _problem(plan, "mail-host-wrong", named, key="mail_host")
    if port in RECEIVING_PORTS:
        yield _problem(plan, "mail-port-receives", str(port), key="mail_port")
    if security == "none":
        if host and not is_loopback(host):
            yield _problem(plan, "mail-unprotected", host, key="mail_security")
    elif security and port in USUAL_SECURITY and security != USUAL_SECURITY[port]:
        yield _problem(
            plan, "mail-port-contradicts", str(port), key="mail_port", security=security, usual=USUAL_SECURITY[port]
        )


def _without_address(plan: Plan) -> list[str]:
    """Short names of the units that have measures and no e-mail address."""
    busy = {short for measure in plan.measures for short in measure.units} - {UNCONFIRMED}
    return [unit.short for unit in plan.units if unit.short in busy and not unit.email]


def _usable(plan: Plan) -> Problem:
    settings = plan.settings
    server = f"{settings.mail_host}:{settings.mail_port} ({settings.mail_security})"
    return _problem(plan, "mail-usable", server, key="mail_host", sender=settings.mail_sender)


def _problem(plan: Plan, code: str, found: str | None = None, *, key: str, **facts: str) -> Problem:
    """A problem of the setting of this key."""
    return Problem(code, plan.file, planlayout.SETTINGS, plan.cells.get(key), None, found, tuple(facts.items()))
