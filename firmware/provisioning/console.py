"""Provisioning over the serial line: one command a line, one answer that ends with `ok` or `error: …`."""

from . import fields

LONGEST = 600  # characters of a line
LAST = "-----END CERTIFICATE-----"


class Console:
    """A conversation; `hear` takes a line and gives the lines of the answer.

    Args:
        draft: what is being changed.
        restart: () → None.
        state: () → lines about the board.
    """

    def __init__(self, draft, restart, state=lambda: ()):
        self._draft = draft
        self._restart = restart
        self._state = state
        self._taking, self._pem = False, []

    def hear(self, line):
        line = line.strip()
        if self._taking:
            return self._certificate(line)
        if not line:
            return ["ok"]
        if len(line) > LONGEST:
            return ["error: the line is too long"]
        word, _, rest = line.partition(" ")
        command = COMMANDS.get(word)
        if command is None:
            return ["error: no command '%s'; try help" % word[:20]]
        try:
            found = list(command[0](self, rest.strip()))
            return found if self._taking else found + ["ok"]
        except ValueError as error:
            return ["error: " + str(error)]
        except OSError as error:
            return ["error: not kept: %s" % error]

    def _certificate(self, line):
        self._pem.append(line)
        if line == LAST:
            self._taking = False
            try:
                self._draft.certificate("\n".join(self._pem))
            except (ValueError, OSError) as error:
                return ["error: " + str(error)]
            return ["ok"]
        if len(line) > 80 or len(self._pem) > 80:
            self._taking = False
            return ["error: certificate: too long"]
        return []

    def begin_certificate(self, _):
        self._taking, self._pem = True, []
        return ["PEM lines, please, until " + LAST]

    def certificates(self, word):
        if word != "none":
            raise ValueError("only 'certificates none'")
        self._draft.forget_certificates()
        return []

    def help(self, _):
        for word in COMMANDS:
            yield "%s: %s" % (word, COMMANDS[word][1])
        yield "settings:"
        for words in fields.rows():
            yield "%s: %s" % (words[fields.NAME], words[fields.WHAT])

    def show(self, name):
        for words in fields.rows() if not name else [fields.row(name)]:
            yield "%s = %s" % (words[fields.NAME], self._draft.shown(words[fields.NAME]))

    def set(self, rest):
        name, _, text = rest.partition(" ")
        self._draft.set(name, text)
        return []

    def unset(self, name):
        self._draft.unset(name)
        return []

    def check(self, _):
        return self._draft.faults()

    def save(self, _):
        self._draft.save()
        return []

    def restart(self, _):
        self._restart()
        return []

    def state(self, _):
        return self._state()


COMMANDS = {
    "help": (Console.help, "what there is"),
    "state": (Console.state, "what this board is, and why it waits here"),
    "show": (Console.show, "[NAME] settings; of secrets only whether they are there"),
    "set": (Console.set, "NAME VALUE changes one"),
    "unset": (Console.unset, "NAME takes one away"),
    "certificate": (Console.begin_certificate, "takes a root certificate, in lines of PEM"),
    "certificates": (Console.certificates, "none: forgets all roots"),
    "check": (Console.check, "what is wrong, a line each"),
    "save": (Console.save, "keeps all, if nothing is wrong"),
    "restart": (Console.restart, "begins anew with what is kept"),
}
