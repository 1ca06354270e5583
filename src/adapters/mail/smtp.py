"""SmtpMailer: letters are handed to one mail server, each on a connection of its own.

- What the server refuses for good (5xx) is told as such; what it defers (4xx), and whatever is
  wrong with the way to it, is to be tried again. That includes a login that it refuses: the
  operator mends that, the letter is not to blame.
- No message of ours holds the password, whatever the server may answer.
"""

import re
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from enum import StrEnum

import aiosmtplib

from application.ports.mail import Letter, Mailer, MailNotNow, MailRefused

SHORT = 300
"""Characters of a server's answer that are kept."""


class Security(StrEnum):
    """How the way to the server is protected."""

    STARTTLS = "starttls"
    """Plain at first, and encrypted before anything is said (port 587)."""
    TLS = "tls"
    """Encrypted from the beginning (port 465)."""
    NONE = "none"
    """Not at all: for a server on the same machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAccount:
    """The server, and as whom letters are handed to it. The password does not show itself."""

    host: str
    port: int
    sender: str
    """The address that letters come from."""
    security: Security = Security.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 30.0
    """Seconds for each step."""
    trust: ssl.SSLContext | None = None
    """Whom to believe; None: the system's authorities."""


@dataclass(frozen=True, slots=True)
class SmtpMailer(Mailer):
    """One connection a letter: invoices are few, and a kept connection dies unseen."""

    account: SmtpAccount

    @property
    def ready(self) -> bool:
        """There is a server."""
        return True

    async def send(self, letter: Letter) -> None:
        """See the port."""
        account = self.account
        try:
            async with aiosmtplib.SMTP(
                hostname=account.host,
                port=account.port,
                use_tls=account.security is Security.TLS,
                start_tls=account.security is Security.STARTTLS,
                username=account.user,
                password=account.password,
                timeout=account.timeout,
                tls_context=self._trust(),
            ) as server:
                await server.send_message(
                    written(letter, account.sender), sender=account.sender, recipients=[letter.to]
                )
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise self._told(error) from None

    def _trust(self) -> ssl.SSLContext | None:
        if self.account.security is Security.NONE:
            return None
        return self.account.trust or ssl.create_default_context()

    def _told(self, error: Exception) -> MailRefused | MailNotNow:
        """What an error means for the letter; without the original, which may quote anything."""
        if isinstance(error, aiosmtplib.SMTPAuthenticationError):
            return MailNotNow(f"The mail server refuses the login ({error.code}).")
        if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
            first = error.recipients[0]
            return self._answered(first.code, first.message)
        if isinstance(error, aiosmtplib.SMTPResponseException):
            return self._answered(error.code, error.message)
        # A certificate that nobody vouches for is a ValueError too, and none of the letter's.
        if isinstance(error, ValueError) and not isinstance(error, OSError):
            return MailRefused("The letter cannot be written: an address or a header is not valid.")
        return MailNotNow(f"The mail server cannot be reached: {type(error).__name__}.")

    def _answered(self, code: int, message: str) -> MailRefused | MailNotNow:
        kind = MailRefused if 500 <= code < 600 else MailNotNow
        said = re.sub(r"\s+", " ", message)[:SHORT]
        for secret in (self.account.password, self.account.user):
            if secret:
                said = said.replace(secret, "***")
        return kind(f"The mail server said {code}: {said}")


def written(letter: Letter, sender: str) -> EmailMessage:
    """The letter as it travels (RFC 5322, MIME).

    Raises:
        ValueError: an address is none.
    """
    message = EmailMessage()
    message["From"] = Address(_on_one_line(letter.sender_name), addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    if letter.reply_to and letter.reply_to != sender:
        message["Reply-To"] = Address(addr_spec=letter.reply_to)
    message["Subject"] = _on_one_line(letter.subject)
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{letter.key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    for file in letter.attachments:
        main, _, sub = file.media_type.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return message


def _on_one_line(text: str) -> str:
    """Without what could begin another header."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()
