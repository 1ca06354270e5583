"""The stations' secrets, as hashes."""

from datetime import datetime

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from domain.identity import StationId, TenantId
from domain.station import SecretHash, SecurityProfile, StationCredentials


def to_row(credentials: StationCredentials, version: int) -> Written:
    """In the order of the table `station_credentials`."""
    current = credentials.current
    return (
        credentials.tenant,
        credentials.station,
        version,
        current.salt if current else None,
        current.digest if current else None,
        to_json([_written(hashed) for hashed in credentials.proposed]),
        credentials.reaffirmed,
        int(credentials.required),
    )


def from_row(row: Read) -> StationCredentials:
    """The credentials of a row."""
    return StationCredentials(
        station=StationId(row["station_id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        current=_hash(row["current_salt"], row["current_digest"]),
        proposed=tuple(_read(*parts) for parts in from_json(row["proposed"], list[list[str]])),
        reaffirmed=row["reaffirmed"],
        required=SecurityProfile(row["required"]),
    )


def _written(hashed: SecretHash) -> list[str]:
    at = [hashed.proposed_at.isoformat()] if hashed.proposed_at is not None else []
    return [hashed.salt.hex(), hashed.digest.hex(), *at]


def _read(salt: str, digest: str, at: str | None = None) -> SecretHash:
    """Those of earlier releases do not say when they were sent."""
    sent = datetime.fromisoformat(at) if at is not None else None
    return SecretHash(bytes.fromhex(salt), bytes.fromhex(digest), sent)


def _hash(salt: bytes | None, digest: bytes | None) -> SecretHash | None:
    return SecretHash(salt, digest) if salt is not None and digest is not None else None
