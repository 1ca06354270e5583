"""Instructions as each version says them, step by step and without a socket."""

import json
from typing import Any
from uuid import UUID

import pytest
from tests.adapters.ocpp.dialogs import ONE, SIMPLE, TWO, TWO_ONE, TWOS
from tests.adapters.ocpp.wire.corpus import schema_of

from adapters.ocpp.codec import decode
from adapters.ocpp.dialect import (
    Ask,
    Caller,
    NoAnswer,
    Run,
    Speaker,
    StationRefusal,
    UnreadableAnswer,
)
from adapters.ocpp.dialects import DIALECTS
from adapters.ocpp.schema import ENCODER
from application.provisioning.learn_settings import LearnSettings, RecallSettings
from application.security.rotate_secret import ConcludeSecret, ProposeSecret, Reception
from domain.identity import StationId, TenantId, TransactionReference
from domain.instruction import (
    AskTransactionStatus,
    ChangeSettings,
    Instruction,
    Outcome,
    RawCall,
    ReadSettings,
    RemoteStop,
    Reset,
    RotateSecret,
    ShowPrice,
    Trigger,
    Triggered,
    Verdict,
)
from domain.station import Setting, SettingKey

CALLER = Caller(TenantId("acme"), StationId(UUID(int=1)))
KEY = SettingKey("HeartbeatInterval", "OCPPCommCtrlr")
NAMED = {"component": {"name": "OCPPCommCtrlr"}, "variable": {"name": "HeartbeatInterval"}}


class Talk:
    """A dialog that the test answers."""

    def __init__(self, version: str, instruction: Instruction) -> None:
        self.version, self.dialect = version, DIALECTS[version]
        speaker = Speaker(CALLER, self.dialect.messages, lambda length: bytes(range(length)))
        self.dialog = self.dialect.dialog(instruction, speaker)
        self.outcome: Outcome | None = None
        self.step: Any = None
        self._on(lambda: next(self.dialog))

    def _on(self, move: Any) -> None:
        try:
            self.step = move()
        except StopIteration as end:
            self.step, self.outcome = None, end.value

    @property
    def asked(self) -> tuple[str, Any]:
        """Action and payload of the present step; valid under the independent schema."""
        assert isinstance(self.step, Ask), self.step
        plain = json.loads(ENCODER.encode(self.step.request))
        errors = list(schema_of(self.version, f"{self.step.action}Request").iter_errors(plain))
        assert errors == []
        return self.step.action, plain

    def reply(self, plain: Any) -> "Talk":
        action = self.dialect.actions[self.step.action]
        message, _ = decode(action.response, json.dumps(plain).encode())
        self._on(lambda: self.dialog.send(message))
        return self

    def done(self, answer: Any = None) -> "Talk":
        """Our own command was run."""
        assert isinstance(self.step, Run), self.step
        self._on(lambda: self.dialog.send(answer))
        return self

    def recalled(self, key: SettingKey, value: str | None = None) -> "Talk":
        """It looked up how much the station takes, which has told this, or nothing."""
        assert self.step.command == RecallSettings(CALLER.station, (key,))
        return self.done(() if value is None else (Setting(key, value),))

    def fail(self, failure: Exception) -> "Talk":
        self._on(lambda: self.dialog.throw(failure))
        return self


@pytest.mark.parametrize(
    ("version", "instruction", "asked", "reply", "verdict"),
    SIMPLE,
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_one_question_and_its_answer(version, instruction, asked, reply, verdict) -> None:
    talk = Talk(version, instruction)
    assert talk.asked == asked
    talk.reply(reply)
    assert talk.outcome is not None
    assert talk.outcome.verdict is verdict


UNSAYABLE: list[tuple[str, Instruction]] = [
    (ONE, AskTransactionStatus()),
    (ONE, Reset(evse=1)),
    (ONE, Trigger(Triggered.TRANSACTION)),
    (ONE, RemoteStop(TransactionReference("a-name-of-2-x"))),
    (ONE, RawCall("GetVariables")),
    (TWO, ReadSettings()),
    (TWO, RawCall("Heartbeat")),
    (TWO, RawCall("SetDERControl")),
    (TWO_ONE, RawCall("NotifyPeriodicEventStream")),
]


@pytest.mark.parametrize(("version", "instruction"), UNSAYABLE)
def test_what_a_version_cannot_say_is_not_supported_and_nothing_is_sent(
    version, instruction
) -> None:
    talk = Talk(version, instruction)
    assert talk.outcome is not None
    assert talk.outcome.verdict is Verdict.NOT_SUPPORTED
    assert talk.outcome.details["reason"]


@pytest.mark.parametrize("version", DIALECTS)
def test_each_instruction_is_told_to_be_unknown_or_has_a_row(version: str) -> None:
    missing = set(Instruction.__args__) - DIALECTS[version].outbound.keys()
    assert missing == ({AskTransactionStatus} if version == ONE else {ShowPrice})


# Settings.


def items(action: str) -> SettingKey:
    """How many the station takes in one of these."""
    return SettingKey("ItemsPerMessage", "DeviceDataCtrlr", variable_instance=action)


def test_configuration_keys_are_learned_and_the_password_among_them_is_not() -> None:
    talk = Talk(ONE, ReadSettings())
    assert talk.asked == ("GetConfiguration", {})
    talk.reply(
        {
            "configurationKey": [
                {"key": "HeartbeatInterval", "readonly": False, "value": "300"},
                {"key": "AuthorizationKey", "readonly": False, "value": "00FF"},
                {"key": "authorizationkey", "readonly": False, "value": "00FF"},
            ],
            "unknownKey": ["Nope"],
        }
    )
    learn = talk.step.command
    assert isinstance(learn, LearnSettings)
    assert learn.whole
    assert [setting.key.variable for setting in learn.settings] == ["HeartbeatInterval"]
    talk.done()
    assert talk.outcome is not None
    assert "00FF" not in repr(talk.outcome)
    assert talk.outcome.details["unknown"] == ["Nope"]


def test_each_configuration_key_is_changed_by_a_call_of_its_own() -> None:
    keys = (SettingKey("A"), SettingKey("B"), SettingKey("C"))
    talk = Talk(ONE, ChangeSettings(tuple((key, "1") for key in keys)))
    assert talk.asked == ("ChangeConfiguration", {"key": "A", "value": "1"})
    talk.reply({"status": "Accepted"})
    assert talk.step.command.settings[0].key == keys[0]
    talk.done().reply({"status": "Rejected"})
    assert talk.asked == ("ChangeConfiguration", {"key": "C", "value": "1"})
    talk.reply({"status": "RebootRequired"}).done()
    assert talk.outcome is not None
    assert talk.outcome.verdict is Verdict.REJECTED
    assert talk.outcome.details["results"] == {
        "A": "Accepted",
        "B": "Rejected",
        "C": "RebootRequired",
    }


def test_configuration_keys_are_read_as_many_at_a_time_as_the_station_takes() -> None:
    talk = Talk(ONE, ReadSettings(tuple(SettingKey(name) for name in "ABC")))
    talk.recalled(SettingKey("GetConfigurationMaxKeys"), "2")
    for names in (["A", "B"], ["C"]):
        assert talk.asked == ("GetConfiguration", {"key": names})
        told = [{"key": name, "readonly": False, "value": "1"} for name in names[:1]]
        talk.reply({"configurationKey": told, "unknownKey": names[1:]})
    assert [setting.key.variable for setting in talk.step.command.settings] == ["A", "C"]
    assert not talk.step.command.whole
    talk.done()
    assert talk.outcome is not None
    assert talk.outcome.details == {"settings": {"A": "1", "C": "1"}, "unknown": ["B"]}


@pytest.mark.parametrize(
    ("told", "pages"),
    [
        (None, (50, 10)),
        ("40", (40, 20)),
        ("1000", (50, 10)),
        ("0", (50, 10)),
        ("many", (50, 10)),
    ],
)
@pytest.mark.parametrize("version", TWOS)
def test_variables_are_read_in_pages(version: str, told: str | None, pages: tuple) -> None:
    keys = tuple(SettingKey(f"V{n}", "C", evse=1) for n in range(60))
    talk = Talk(version, ReadSettings(keys)).recalled(items("GetVariables"), told)
    for count in pages:
        action, plain = talk.asked
        assert (action, len(plain["getVariableData"])) == ("GetVariables", count)
        results = [
            {"attributeStatus": "Accepted", "attributeValue": "x", **data}
            for data in plain["getVariableData"]
        ]
        talk.reply({"getVariableResult": results})
    assert len(talk.step.command.settings) == 60
    assert not talk.step.command.whole
    talk.done()
    assert talk.outcome is not None
    assert len(talk.outcome.details["results"]) == 60


@pytest.mark.parametrize("version", TWOS)
def test_the_worst_of_several_variables_is_the_verdict_and_each_has_its_own(version: str) -> None:
    other = SettingKey("Other", "OCPPCommCtrlr")
    talk = Talk(version, ChangeSettings(((KEY, "60"), (other, "1"))))
    talk.recalled(items("SetVariables"))
    _, plain = talk.asked
    first, second = plain["setVariableData"]
    assert first == {**NAMED, "attributeValue": "60"}
    del first["attributeValue"], second["attributeValue"]
    talk.reply(
        {
            "setVariableResult": [
                {"attributeStatus": "Accepted", **first},
                {"attributeStatus": "UnknownVariable", **second},
            ]
        }
    )
    [learned] = talk.step.command.settings
    assert (learned.key, learned.value) == (KEY, "60")
    talk.done()
    assert talk.outcome is not None
    assert talk.outcome.verdict is Verdict.REJECTED


PASSWORDS = [
    (ONE, SettingKey("AuthorizationKey")),
    (ONE, SettingKey("authorizationKEY")),
    *((v, SettingKey("BasicAuthPassword", "SecurityCtrlr")) for v in TWOS),
]


@pytest.mark.parametrize(("version", "key"), PASSWORDS)
def test_a_password_is_not_changed_as_a_setting(version: str, key: SettingKey) -> None:
    talk = Talk(version, ChangeSettings(((key, "s3cret-s3cret-s3cret"),)))
    assert talk.outcome is not None
    assert talk.outcome.verdict is Verdict.REJECTED
    assert "RotateSecret" in talk.outcome.details["reason"]


@pytest.mark.parametrize(
    ("version", "action", "payload"),
    [
        (ONE, "ChangeConfiguration", '{"key":"Author\\u0069zationKey","value":"00"}'),
        (
            TWO,
            "SetVariables",
            (
                '{"setVariableData":[{"component":{"name":"SecurityCtrlr"},'
                '"variable":{"name":"BasicAuthPassword"},"attributeValue":"x"}]}'
            ),
        ),
    ],
)
def test_nor_is_it_by_a_raw_call(version: str, action: str, payload: str) -> None:
    talk = Talk(version, RawCall(action, payload))
    assert talk.outcome is not None
    assert talk.outcome.verdict is Verdict.REJECTED


# The rotation of a password.

ROTATIONS: dict[str, tuple[str, Any]] = {
    ONE: ("ChangeConfiguration", lambda s: {"status": s}),
    **{
        v: (
            "SetVariables",
            lambda s: {
                "setVariableResult": [
                    {
                        "attributeStatus": s,
                        "component": {"name": "SecurityCtrlr"},
                        "variable": {"name": "BasicAuthPassword"},
                    }
                ]
            },
        )
        for v in TWOS
    },
}


def rotating(version: str) -> Talk:
    """The new secret was proposed at home and is on its way."""
    talk = Talk(version, RotateSecret())
    proposed = talk.step.command
    assert isinstance(proposed, ProposeSecret)
    talk.done()
    action, plain = talk.asked
    assert action == ROTATIONS[version][0]
    sent = plain["value"] if version == ONE else plain["setVariableData"][0]["attributeValue"]
    used = bytes.fromhex(sent) if version == ONE else sent.encode()
    assert used == proposed.secret
    return talk


@pytest.mark.parametrize("version", DIALECTS)
@pytest.mark.parametrize(
    ("status", "reception"),
    [
        ("Accepted", Reception.TAKEN),
        ("Rejected", Reception.REFUSED),
        ("RebootRequired", Reception.UNKNOWN),
    ],
)
def test_what_the_station_says_of_its_new_password_is_concluded(
    version: str, status: str, reception: Reception
) -> None:
    talk = rotating(version).reply(ROTATIONS[version][1](status))
    assert talk.step.command == ConcludeSecret(CALLER.station, reception)
    talk.done()
    assert talk.outcome is not None


@pytest.mark.parametrize("version", DIALECTS)
@pytest.mark.parametrize(
    ("failure", "reception"),
    [
        (StationRefusal("NotSupported"), Reception.REFUSED),
        (StationRefusal("FormationViolation"), Reception.REFUSED),
        (StationRefusal("InternalError"), Reception.UNKNOWN),
        (UnreadableAnswer("FormationViolation"), Reception.UNKNOWN),
        (NoAnswer(), Reception.UNKNOWN),
    ],
)
def test_a_new_password_is_refused_only_where_the_station_certainly_has_not_taken_it(
    version: str, failure: Exception, reception: Reception
) -> None:
    talk = rotating(version).fail(failure)
    assert talk.step.command == ConcludeSecret(CALLER.station, reception)
    with pytest.raises(type(failure)):
        talk.done()


# Raw calls.


def test_a_raw_call_is_checked_before_it_is_sent() -> None:
    wrong = Talk(ONE, RawCall("Reset", '{"type":"Sideways"}'))
    assert wrong.outcome is not None
    assert wrong.outcome.verdict is Verdict.FAILED
    no_json = Talk(ONE, RawCall("Reset", "{"))
    assert no_json.outcome is not None
    right = Talk(TWO, RawCall("GetLocalListVersion"))
    assert right.asked == ("GetLocalListVersion", {})
    right.reply({"versionNumber": 3})
    assert right.outcome is not None
    assert right.outcome.details["reply"] == {"versionNumber": 3}


def test_the_reply_to_a_raw_call_shows_no_password() -> None:
    talk = Talk(ONE, RawCall("GetConfiguration"))
    key = {"key": "AuthorizationKey", "readonly": False, "value": "00FF00FF"}
    talk.reply({"configurationKey": [key]})
    assert "00FF00FF" not in repr(talk.outcome)
