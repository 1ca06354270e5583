"""What time it is: never before the latest time known, and corrected when somebody tells it."""

BUILT = 1788220800  # 2026-09-01: no firmware of this kind ran before
SAVED = "time"
SAVE_EVERY = 1800  # seconds; a write an hour wears no flash out
STRANGE = 4102444800  # 2100-01-01


class Clock:
    """Seconds since 1970, from ticks that only count.

    Attributes:
        synced: whether somebody has told the time since power-on.
        boot: number of this run: records taken before the first `tell` carry it (else 0), so that
            their times can be put right later, and stay right over a further power cut.
        started: when the last transaction began, as it is told.
    """

    def __init__(self, ticks, files, rtc=0):
        self.ticks = ticks  # milliseconds that never go back
        self._files = files
        kept = files.load(SAVED, {})
        self.boot = (kept.get("boot", 0) + 1) % 65536 or 1
        self.synced = False
        self._base = max(BUILT, kept.get("at", 0), rtc)
        self._base_ticks = ticks()
        self._saved = self.started = 0

    def now(self):
        return self._base + (self.ticks() - self._base_ticks) // 1000

    def stamp(self):
        """(time, boot): boot is 0 where the time is sure."""
        return self.now(), 0 if self.synced else self.boot

    def after(self, started):
        """This run comes later than the last start of those before, which is as the journal says.

        What is further ahead than ever can be was dated by a clock that has been put right since.
        """
        if 0 < started - self._base <= SAVE_EVERY * 2:
            self._base = started
        self.started = started
        self.save()

    def may_start(self):
        """Whether no transaction has begun in this second: of the same card and reading, two are
        to a server the same start told twice. Nobody waits for a clock that was set back by far."""
        return not 0 <= self.started - self.now() < 10

    def start(self):
        """The stamp of a transaction that begins."""
        self.started = self.now()
        return self.stamp()

    def tell(self, seconds):
        """Set it; returns by how much it was behind (None: told nonsense and not believed)."""
        if not BUILT <= seconds < STRANGE:
            return None
        behind = seconds - self.now()
        if behind or not self.synced:
            self._base, self._base_ticks = seconds, self.ticks()
            # Starts of this run are told by as much later.
            self.started += max(0, behind)
        if not self.synced or abs(behind) > SAVE_EVERY:
            self.save()
        self.synced = True
        return behind

    def save(self):
        self._saved = self.now()
        # The next run begins a second later than anything that was told until now.
        self._files.save(SAVED, {"at": self._saved + 1, "boot": self.boot})

    def save_now_and_then(self):
        if self.now() - self._saved >= SAVE_EVERY:
            self.save()
