"""What a client certificate says of the station that shows it (A00.FR.4xx to 5xx).

The chain, the dates, the purpose and the strength of the key were checked by the TLS handshake.
"""

from dataclasses import dataclass
from typing import Any

from domain.identity import StationIdentity


@dataclass(frozen=True, slots=True)
class Subject:
    """Common name and organization."""

    common_name: str
    organization: str | None


def subject_of(certificate: dict[str, Any]) -> Subject | None:
    """The subject of a certificate as `ssl` decodes it; None unless it has one common name."""
    named: dict[str, list[str]] = {}
    for relative_name in certificate.get("subject", ()):
        for kind, value in relative_name:
            named.setdefault(kind, []).append(value)
    names = named.get("commonName", [])
    if len(names) != 1 or "\x00" in names[0]:
        return None
    return Subject(names[0], next(iter(named.get("organizationName", [])), None))


def proves(subject: Subject, identity: StationIdentity, operator: str | None) -> bool:
    """Whether it is the certificate of that station of that operator.

    The common name is the station's identity (its serial number, where stations are named by it:
    A00.FR.403); the organization is the operator's, where one is configured (A00.FR.404).
    """
    ours = operator is None or subject.organization == operator
    return ours and subject.common_name == identity
