#!/bin/sh
# Run once by the postgres image when it makes its data folder. The image's own user is a superuser,
# whom row-level security does not hold; open-csms gets a plain role that owns its database.
set -eu
password=$(cat "$ROLE_PASSWORD_FILE")
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set password="$password" <<'SQL'
CREATE ROLE open_csms LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE open_csms OWNER open_csms;
SQL
