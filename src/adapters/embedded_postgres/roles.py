"""Who may do what in the database: one role owns the tables, another works under their rules."""

DATABASE = "open_csms"
OWNER = "open_csms_owner"
APPLICATION = "open_csms"
SUPERUSER = "postgres"

# One statement a line: single-user mode reads lines. Executed once, before the cluster counts as
# created.
CLUSTER_SQL = f"""
CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE
CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE
CREATE DATABASE {DATABASE} OWNER {OWNER}
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC
GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APPLICATION}
""".strip()

# Executed once in the new database: what the owner creates, the application may use.
BY_DEFAULT = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT"
DATABASE_SQL = f"""
ALTER SCHEMA public OWNER TO {OWNER}
GRANT USAGE ON SCHEMA public TO {APPLICATION}
{BY_DEFAULT} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION}
{BY_DEFAULT} USAGE, SELECT ON SEQUENCES TO {APPLICATION}
""".strip()
