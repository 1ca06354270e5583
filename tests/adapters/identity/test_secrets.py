"""Hashes of stations' secrets say nothing of the secrets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.identity import KeyedSecrets
from adapters.world import SeededRandomness, SystemRandomness
from domain.station import SecretHash

PEPPER = b"a pepper of at least 16 bytes"
SECRET = b"correct horse battery staple"


def secrets(pepper: bytes = PEPPER) -> KeyedSecrets:
    return KeyedSecrets(pepper, SystemRandomness())


@given(secret=st.binary(max_size=64), other=st.binary(max_size=64))
def test_a_challenge_matches_the_hash_of_the_same_secret_alone(secret: bytes, other: bytes):
    stored = KeyedSecrets(PEPPER, SeededRandomness(1)).hash(secret)
    assert secrets().challenge(secret).matches(stored)
    assert secrets().challenge(other).matches(stored) is (other == secret)


def test_equal_secrets_have_different_hashes():
    first, second = secrets().hash(SECRET), secrets().hash(SECRET)
    assert first.salt != second.salt
    assert first.digest != second.digest


def test_a_hash_is_worthless_without_the_pepper():
    stored = secrets().hash(SECRET)
    assert not secrets(b"another pepper, as long").challenge(SECRET).matches(stored)


def test_salt_and_secret_cannot_run_into_one_another():
    stored = secrets().hash(SECRET)
    shifted = SecretHash(stored.salt + SECRET[:1], stored.digest)
    assert not secrets().challenge(SECRET[1:]).matches(shifted)


def test_nothing_secret_shows():
    shown = f"{secrets()!r} {secrets().hash(SECRET)!r} {secrets().challenge(SECRET)!r}"
    assert "pepper of" not in shown
    assert "horse" not in shown


def test_a_short_pepper_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        secrets(b"short")
