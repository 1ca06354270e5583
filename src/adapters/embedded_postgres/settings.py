"""How the server is set: durable first, then sized for a machine shared with our own processes."""

import os
from collections.abc import Mapping

MIB = 1024 * 1024

SETTINGS: Mapping[str, str] = {
    # An acknowledged message survives a power cut: these are not for tuning.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "data_sync_retry": "off",
    "wal_level": "replica",
    "restart_after_crash": "on",
    # Nobody but local processes: the socket's directory is set at each start.
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "idle_in_transaction_session_timeout": "60s",
    "client_connection_check_interval": "10s",
    # Work: many small inserts and short indexed reads.
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "1",
    "wal_buffers": "16MB",
    "min_wal_size": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    # Append-heavy tables grow without dead rows: freeze and analyze by inserts, early and often.
    "autovacuum": "on",
    "autovacuum_naptime": "20s",
    "autovacuum_vacuum_insert_scale_factor": "0.05",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.02",
    "autovacuum_vacuum_cost_limit": "1000",
    # A week of logs, one file a weekday. Terse: DETAIL lines quote rows, and rows hold secrets.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "datestyle": "iso, ymd",
    "lc_messages": "C",
}

INITDB = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--auth=peer",
)

HBA = """\
# Written at each start. Whoever may own the data directory's processes may be any role; nobody
# else may be anyone.
local all all peer map=open_csms
"""


def settings_for(memory_bytes: int) -> dict[str, str]:
    """`SETTINGS` with buffers for a machine of `memory_bytes`: an eighth, 64 MiB to 1 GiB."""
    buffers = min(max(memory_bytes // 8, 64 * MIB), 1024 * MIB)
    return {
        **SETTINGS,
        "shared_buffers": f"{buffers // MIB}MB",
        "effective_cache_size": f"{max(memory_bytes // 2, 256 * MIB) // MIB}MB",
    }


def machine_memory() -> int:
    """Bytes of memory of this machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def rendered(settings: Mapping[str, str]) -> str:
    """`settings` as the text of a postgresql.conf."""
    lines = [f"{name} = '{quoted(value)}'" for name, value in settings.items()]
    return "\n".join(
        [
            "# Written at each start; one's own settings belong in local.conf.",
            *lines,
            "include_if_exists = 'local.conf'",
            "",
        ]
    )


def ident(user: str) -> str:
    """pg_ident.conf: the operating system's `user`, who starts the server, may be every role."""
    return f'open_csms "{user}" all\n'


def quoted(value: str) -> str:
    """`value` inside single quotes of a configuration file."""
    return value.replace("\\", "\\\\").replace("'", "''")
