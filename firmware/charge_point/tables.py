"""Tables that lie beside the code as text and are read line by line: rows cost no memory."""

FOLDER = __file__.rpartition("/")[0] or "."


def rows(name):
    """Each row's words."""
    with open(FOLDER + "/" + name + ".txt") as file:
        for line in file:
            if line[0] not in "#\n":
                yield line.split()


def row(name, first):
    """The row that begins with that word, or None."""
    for words in rows(name):
        if words[0] == first:
            return words
    return None
