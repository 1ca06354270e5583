"""`python -m entrypoints.cli`: the supervisor starts its processes so."""

from entrypoints.cli.app import main

main()
