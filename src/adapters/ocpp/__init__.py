"""OCPP: one foreign language in three versions, translated in one place.

Read in this order: ``actions`` (what may be said), ``schema`` and ``messages`` (how it is spelt),
``frames`` (envelopes), ``faults`` and ``rulebook`` (what each version answers to a mistake),
``codec`` (text to typed payload and back), ``conversation`` (who asked what and still waits).
None of these does I/O.
"""
