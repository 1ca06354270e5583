"""Mail: handing a letter to the postman, who may not be there."""

from dataclasses import dataclass
from typing import Protocol

from domain.errors import NotPossibleNow


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to one address.

    `key` makes its Message-ID: the same letter handed in twice is known as one by who receives it.
    """

    to: str
    subject: str
    text: str
    key: str
    sender_name: str = ""
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()


class MailRefused(Exception):
    """The server will never take this letter; the message says why, without secrets."""


class MailNotNow(Exception):
    """The server cannot be reached, or asks to come again."""


class NoMailServer(NotPossibleNow):
    """Nobody has said by which server mail is sent."""

    def __init__(self) -> None:
        super().__init__("No mail server is set: see OPEN_CSMS_SMTP_HOST.")


class Mailer(Protocol):
    """The way to a mail server."""

    @property
    def ready(self) -> bool:
        """Whether there is a server to hand letters to."""
        ...

    async def send(self, letter: Letter) -> None:
        """Hand it over.

        Raises:
            MailRefused: for good.
            MailNotNow: try again later.
        """
        ...


class NoMailer(Mailer):
    """Where no mail server is set."""

    @property
    def ready(self) -> bool:
        """It never is."""
        return False

    async def send(self, letter: Letter) -> None:  # noqa: ARG002 - nothing can be done with it
        """Say so."""
        raise MailNotNow("No mail server is set.")
