"""What can be done: commands, the rules they follow, and the ports they need.

One file a use case: a command (frozen dataclass) and its handler (frozen dataclass with
`__call__`, its ports as fields). The handler's docstring is its rule sheet. Its last line is the
boundary: `await self.work.commit()`. Nothing is acknowledged before it returns.
"""
