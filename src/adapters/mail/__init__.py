"""Mail by SMTP."""

from adapters.mail.smtp import Security, SmtpAccount, SmtpMailer

__all__ = ["Security", "SmtpAccount", "SmtpMailer"]
