"""No secret is in a frame that is kept."""

import json

import pytest

from adapters.ocpp.redaction import BLANK, redacted

CANARY = "c4n4ry-s3cret"
FRAMES = [
    f'[2,"1","ChangeConfiguration",{{"key":"AuthorizationKey","value":"{CANARY}"}}]',
    f'[2,"1","ChangeConfiguration",{{"value" : "{CANARY}","key":"authorizationKEY"}}]',
    f'[2,"1","ChangeConfiguration",{{"key":"\\u0041uthorizationKey","value":"{CANARY}"}}]',
    f'[3,"1",{{"configurationKey":[{{"key":"AuthorizationKey","value":"a\\"{CANARY}"}}]}}]',
    (
        '[2,"1","SetVariables",{"setVariableData":[{"component":{"name":"SecurityCtrlr"},'
        f'"variable":{{"name":"BasicAuthPassword"}},"attributeValue":"{CANARY}"}}]}}]'
    ),
    f'[2,"1","Authorize",{{"idToken":{{"idToken":"{CANARY}","type":"KeyCode"}}}}]',
    f'[2,"1","SetNetworkProfile",{{"connectionData":{{"basicAuthPassword":"{CANARY}"}}}}]',
    f'[2,"1","SetNetworkProfile",{{"connectionData":{{"apn":{{"apnPassword":"{CANARY}"}}}}}}]',
    f'[2,"1","SetNetworkProfile",{{"connectionData":{{"vpn":{{"password":"{CANARY}"}}}}}}]',
    f'[2,"1","GetDiagnostics",{{"location":"ftp://user:{CANARY}@files.example/x"}}]',
]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_secret_is_blanked_and_the_frame_stays_json(frame: str) -> None:
    kept = redacted(frame)
    assert CANARY not in kept
    assert BLANK in kept
    assert json.loads(kept)[:2] == json.loads(frame)[:2]


@pytest.mark.parametrize(
    "frame",
    [
        '[2,"1","Heartbeat",{}]',
        '[2,"1","ChangeConfiguration",{"key":"HeartbeatInterval","value":"300"}]',
        '[2,"1","Authorize",{"idToken":{"idToken":"TAG","type":"ISO14443"}}]',
        '[2,"1","UpdateFirmware",{"location":"https://files.example/new.bin"}]',
        '[2,"1","DataTransfer",{"vendorId":"\\u00e9"}]',
    ],
)
def test_a_frame_without_secrets_is_kept_as_it_was(frame: str) -> None:
    assert redacted(frame) == frame
