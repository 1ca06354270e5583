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
    """

    def __init__(self, ticks, files, rtc=0):
        self.ticks = ticks  # milliseconds that never go back
        self._files = files
        kept = files.load(SAVED, {})
        self.boot = (kept.get("boot", 0) + 1) % 65536 or 1
        self.synced = False
        self._base = max(BUILT, kept.get("at", 0), rtc)
        self._base_ticks = ticks()
        self._saved = 0
        self.save()

    def now(self):
        return self._base + (self.ticks() - self._base_ticks) // 1000

    def stamp(self):
        """(time, boot): boot is 0 where the time is sure."""
        return self.now(), 0 if self.synced else self.boot

    def tell(self, seconds):
        """Set it; returns by how much it was behind (None: told nonsense and not believed)."""
        if not BUILT <= seconds < STRANGE:
            return None
        behind = seconds - self.now()
        if behind or not self.synced:
            self._base, self._base_ticks = seconds, self.ticks()
        self.synced = True
        if abs(behind) > SAVE_EVERY:
            self.save()
        return behind

    def save(self):
        self._saved = self.now()
        self._files.save(SAVED, {"at": self._saved, "boot": self.boot})

    def save_now_and_then(self):
        if self.now() - self._saved >= SAVE_EVERY:
            self.save()
