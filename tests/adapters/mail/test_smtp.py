"""Letters, handed to a real mail server."""

import asyncio
import socket
from dataclasses import replace

import pytest
from tests.adapters.mail.server import Postbox, authority, listening
from tests.asynchronous import asynchronous

from adapters.mail import Security, SmtpAccount, SmtpMailer
from application.ports.mail import Attachment, Letter, MailNotNow, MailRefused

PASSWORD = "correct horse battery staple"
LETTER = Letter(
    to="ada@example.com",
    subject="Rechnung INV-2026-000001",
    text="Guten Tag Ada,\n\nanbei die Rechnung über 8,12 EUR.\n",
    key="invoice-1-1",
    sender_name="Volta Läden GmbH",
    reply_to="office@volta.example",
    attachments=(Attachment("INV-2026-000001.pdf", "application/pdf", b"%PDF-1.7 \xff\n"),),
)


def mailer(port: int, **more: object) -> SmtpMailer:
    given = {
        "host": "127.0.0.1", "port": port, "sender": "billing@volta.example",
        "security": Security.NONE, "timeout": 5.0,
    }  # fmt: skip
    return SmtpMailer(SmtpAccount(**{**given, **more}))


@asynchronous
async def test_a_letter_arrives_whole():
    postbox = Postbox()
    async with listening(postbox) as port:
        await mailer(port).send(LETTER)
    (letter,) = postbox.letters
    (sender,) = letter["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Volta Läden GmbH", "billing@volta.example")
    assert (letter["To"], letter["Subject"]) == (LETTER.to, LETTER.subject)
    assert letter["Reply-To"] == "office@volta.example"
    assert letter["Message-ID"] == "<invoice-1-1@volta.example>"
    assert letter.get_body().get_content().replace("\r\n", "\n") == LETTER.text
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("INV-2026-000001.pdf", b"%PDF-1.7 \xff\n")


@asynchronous
async def test_the_same_letter_has_the_same_name_however_often_it_is_sent():
    postbox = Postbox()
    async with listening(postbox) as port:
        await mailer(port).send(LETTER)
        await mailer(port).send(LETTER)
        await mailer(port).send(replace(LETTER, key="invoice-1-2"))
    first, again, other = (letter["Message-ID"] for letter in postbox.letters)
    assert first == again != other


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_with_a_login_over_an_encrypted_way(tmp_path, security):
    async def sent():
        postbox = Postbox(users={"billing": PASSWORD})
        shown, trusted = authority(tmp_path)
        way = {"tls": shown} if security is Security.TLS else {"starttls": shown}
        async with listening(postbox, login=True, **way) as port:
            account = {"security": security, "user": "billing", "trust": trusted}
            await mailer(port, password=PASSWORD, **account).send(LETTER)
        assert postbox.encrypted == [True]
        assert postbox.logins == ["billing"]

    asyncio.run(sent())


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_server_that_nobody_vouches_for_gets_neither_password_nor_letter(tmp_path, security):
    async def refused():
        postbox = Postbox(users={"billing": PASSWORD})
        shown, _ = authority(tmp_path)
        way = {"tls": shown} if security is Security.TLS else {"starttls": shown}
        async with listening(postbox, login=True, **way) as port:
            account = {"security": security, "user": "billing", "password": PASSWORD}
            with pytest.raises(MailNotNow):
                await mailer(port, **account).send(LETTER)
        assert (postbox.letters, postbox.logins) == ([], [])

    asyncio.run(refused())


@asynchronous
async def test_a_server_that_knows_no_encryption_gets_nothing_where_it_is_wanted():
    postbox = Postbox()
    async with listening(postbox) as port:
        with pytest.raises(MailNotNow):
            await mailer(port, security=Security.STARTTLS).send(LETTER)
    assert postbox.letters == []


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"to": "550 5.1.1 No such user"}, MailRefused),
        ({"to": "450 4.2.2 Mailbox full"}, MailNotNow),
        ({"data": "552 5.3.4 Too big"}, MailRefused),
        ({"data": "451 4.3.0 Come again"}, MailNotNow),
    ],
)
def test_what_is_refused_for_good_and_what_for_now(answers, told):
    async def refused():
        async with listening(Postbox(**answers)) as port:
            with pytest.raises(told, match=next(iter(answers.values()))[:3]):
                await mailer(port).send(LETTER)

    asyncio.run(refused())


@asynchronous
async def test_a_refused_login_is_the_operators_matter_and_not_the_letters():
    postbox = Postbox(users={"billing": "another"})
    async with listening(postbox, login=True) as port:
        with pytest.raises(MailNotNow) as told:
            await mailer(port, user="billing", password=PASSWORD).send(LETTER)
    assert "login" in str(told.value)
    assert PASSWORD not in str(told.value)


@asynchronous
async def test_a_server_that_is_not_there_is_tried_again():
    async with listening(Postbox()) as port:
        pass
    with pytest.raises(MailNotNow):
        await mailer(port).send(LETTER)


@asynchronous
async def test_a_server_that_says_nothing_is_given_up_in_time():
    with socket.create_server(("127.0.0.1", 0)) as nobody_accepts, pytest.raises(MailNotNow):
        await mailer(nobody_accepts.getsockname()[1], timeout=0.2).send(LETTER)


def test_no_answer_of_a_server_shows_the_password():
    async def refused():
        postbox = Postbox(users={"billing": PASSWORD}, data=f"550 you said {PASSWORD}")
        async with listening(postbox, login=True) as port:
            with pytest.raises(MailRefused) as told:
                await mailer(port, user="billing", password=PASSWORD).send(LETTER)
        assert PASSWORD not in str(told.value)

    asyncio.run(refused())
    assert PASSWORD not in repr(mailer(25, password=PASSWORD))


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Invoice\r\nBcc: everybody@example.com"},
        {"sender_name": "Volta\nBcc: everybody@example.com"},
    ],
)
def test_no_word_of_ours_becomes_a_header(change):
    async def sent():
        postbox = Postbox()
        async with listening(postbox) as port:
            await mailer(port).send(replace(LETTER, **change))
        (letter,) = postbox.letters
        assert letter["Bcc"] is None

    asyncio.run(sent())


@asynchronous
async def test_an_address_that_is_none_is_refused_and_goes_nowhere():
    postbox = Postbox()
    async with listening(postbox) as port:
        with pytest.raises(MailRefused):
            await mailer(port).send(replace(LETTER, to="ada@example.com\r\nBcc: x@y.example"))
    assert postbox.letters == []
