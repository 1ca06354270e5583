"""The bus and the presence of nodes on PostgreSQL: no further server is needed for one machine.

async with PostgresBus(url) as bus:            # LISTEN/NOTIFY on one connection
presence = PostgresPresence(bus.line)      # table `node`, in the database's own time
"""

from adapters.bus.postgres import PostgresBus
from adapters.bus.presence import NODE_TABLE, PostgresPresence

__all__ = ["NODE_TABLE", "PostgresBus", "PostgresPresence"]
