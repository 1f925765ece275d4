"""What PDF/A-2 wants beyond PDF/UA-1: the colours' meaning, and the metadata twice and alike."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from reports.tagging.writing import ReportLabObject

# The built-in sRGB profile of Little CMS: "no copyright, use freely".
COLOUR_PROFILE: Final = "sRGB.icc"
COLOUR_COMPONENTS: Final = 3

_XMP: Final = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA that is kept</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_CREATOR: Final = "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Imprint:
    """What the document's information says; its metadata says the same."""

    title: str
    author: str
    program: str
    language: str
    issued_on: date


class ArchivalCatalog(pdfdoc.PDFCatalog):
    """A catalogue that may say what its colours mean."""

    __NoDefault__ = [  # noqa: RUF012 - ReportLab reads it as an attribute
        *pdfdoc.PDFCatalog.__NoDefault__,
        "OutputIntents",
    ]


def archival_packet(imprint: Imprint) -> bytes:
    """The metadata that claims PDF/A-2 at level A together with PDF/UA-1."""
    author = escape(imprint.author)
    return _XMP.format(
        title=escape(imprint.title),
        creator=_CREATOR.format(author=author) if author else "",
        program=escape(imprint.program),
        language=escape(imprint.language),
        moment=f"{imprint.issued_on:%Y-%m-%d}T00:00:00Z",
    ).encode()


def write_archival(document: ReportLabObject, imprint: Imprint) -> None:
    """Claims PDF/A-2 at level A together with PDF/UA-1, and adds what both need."""
    packet = archival_packet(imprint)
    document.Catalog.Metadata = pdfdoc.XMP(creator=lambda _document: packet)
    profile = pdfdoc.PDFStream(
        dictionary=PDFDictionary({"N": COLOUR_COMPONENTS}),
        content=files("reports.tagging").joinpath(COLOUR_PROFILE).read_bytes(),
        filters=[pdfdoc.PDFZCompress],
    )
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    document.Catalog.__class__ = ArchivalCatalog
    document.Catalog.OutputIntents = PDFArray([intent])
