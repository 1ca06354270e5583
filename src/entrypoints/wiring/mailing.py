"""The way to the mail server, as the settings say."""

from application.ports.mail import Mailer, NoMailer
from entrypoints.settings import Mail


def mailer_of(settings: Mail) -> Mailer:
    """By SMTP, or not at all."""
    if settings.host is None or settings.sender is None:
        return NoMailer()
    # A tenth of a second of importing that most installations do not need.
    from adapters.mail import Security, SmtpAccount, SmtpMailer  # noqa: PLC0415 - only where mail is set

    return SmtpMailer(
        SmtpAccount(
            host=settings.host,
            port=settings.port,
            sender=settings.sender,
            security=Security(settings.security),
            user=settings.user if settings.password else None,
            password=settings.password.reveal() if settings.password else None,
            timeout=settings.timeout.total_seconds(),
        )
    )
