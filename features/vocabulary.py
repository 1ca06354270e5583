"""The words that scenarios may use where a world has to know them; a test holds them to it."""

ALLOWANCES = ("unknown stations", "stations without a password")
"""What an operator may allow that is otherwise refused."""

CREDENTIALS = (
    "its password",
    "its old password",
    "its new password",
    "a wrong password",
    "no password",
    "its certificate",
    "another station's certificate",
)
"""With what somebody connects; ``its password at Nordstrom`` is that of the operator's namesake."""

INSTRUCTIONS = {
    "start charging": ("connector", "card"),
    "stop charging": ("card",),
    "reset": ("kind",),  # gentle or at once
    "unlock": ("connector",),
    "take out of service": ("connector",),
    "read settings": ("setting",),
    "change a setting": ("setting", "value"),
    "change its password": (),
    "trigger": ("message", "connector"),
    "clear its cache": (),
    "check a session": ("card",),
}
"""What a station can be asked, with its details; ``good for`` (minutes) lets any of them wait.
2.x settings are written ``Component.Variable``."""

REACTIONS = (
    "accepted",
    "rejected",
    "scheduled",
    "reboot required",
    "not supported",
    "failed",  # an unlock that did not work
    "silence",
    "lost answer",  # done, but the line breaks before the answer is out
)
"""How a station reacts to an instruction (or, in silence, to a ``ping``)."""

OUTCOMES = (
    "queued",
    "sent",
    "accepted",
    "scheduled",
    "reboot required",
    "rejected",
    "not supported",
    "failed",
    "timed out",
    "station offline",
    "expired",
)
"""What became of an instruction: the verdict once there is one. Its effect is another matter."""
