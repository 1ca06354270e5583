"""A PDF/A-3 says that it is a Factur-X: by a few lines more in its metadata (XMP).

Typst embeds the file and writes the metadata, but has no way to add a schema of our own. So the
metadata stream is written once more at the end of the file, as an incremental update (ISO 32000-1
7.5.6), which PDF/A allows; nothing of what Typst wrote is moved.
"""

import re

SCHEMA = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
FILE = "factur-x.xml"
PROPERTIES = (
    ("DocumentFileName", FILE, "The name of the embedded XML document"),
    ("DocumentType", "INVOICE", "The type of the hybrid document in capital letters"),
    ("Version", "1.0", "The actual version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", "EN 16931", "The conformance level of the embedded XML document"),
)

_METADATA = re.compile(
    rb"(\d+) 0 obj\s*<<[^>]*/Type\s*/Metadata[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL
)
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)


class NotAsExpected(ValueError):
    """The PDF is not as Typst writes it: an update of Typst has changed something."""


def marked_as_factur_x(pdf: bytes) -> bytes:
    """The same document, that says of itself what is inside.

    Raises:
        NotAsExpected: metadata or trailer cannot be found.
    """
    metadata, trailer = _METADATA.search(pdf), _TRAILER.search(pdf)
    if metadata is None or trailer is None:
        raise NotAsExpected("The metadata of the PDF cannot be extended.")
    number, packet = int(metadata[1]), _extended(metadata[2])
    at = len(pdf) + 1
    again = (
        b"%d 0 obj\n<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%b\nendstream\nendobj\n"
        % (number, len(packet), packet)
    )
    table = b"xref\n0 1\n0000000000 65535 f\r\n%d 1\n%010d 00000 n\r\n" % (number, at)
    end = b"trailer\n<<%b/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        trailer[1],
        int(trailer[2]),
        at + len(again),
    )
    return b"\n".join((pdf, again + table + end))


def _extended(packet: bytes) -> bytes:
    xmp = packet.decode()
    bag = "<pdfaExtension:schemas><rdf:Bag>"
    if bag not in xmp or "</rdf:RDF>" not in xmp:
        raise NotAsExpected("The metadata of the PDF has no list of schemas.")
    described = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, value, _ in PROPERTIES)
    own = f'<rdf:Description rdf:about="" xmlns:fx="{SCHEMA}">{described}</rdf:Description>'
    return xmp.replace(bag, bag + _schema()).replace("</rdf:RDF>", own + "</rdf:RDF>").encode()


def _schema() -> str:
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{says}</pdfaProperty:description></rdf:li>"
        for name, _, says in PROPERTIES
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{SCHEMA}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
