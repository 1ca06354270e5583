"""`python -m entrypoints.settings env|markdown` prints the generated pages."""

import sys

from entrypoints.settings.pages import env_example, markdown

PAGES = {"env": env_example, "markdown": markdown}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PAGES:
        sys.exit("usage: python -m entrypoints.settings env|markdown")
    sys.stdout.write(PAGES[sys.argv[1]]())
