"""Reads a PDF back: its text, its structure, and whether the two agree."""

import re
from io import BytesIO

import page
import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject


def text_of(document):
    pages = pypdfium2.PdfDocument(document)
    text = "\n".join(found.get_textpage().get_text_bounded() for found in pages)
    return text.replace("\r\n", "\n").replace("\u00a0", " ")


def words_of(document):
    """The text without any white space: where a line breaks does not matter."""
    return "".join(text_of(document).split())


def page_texts(document):
    return [
        found.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\u00a0", " ")
        for found in pypdfium2.PdfDocument(document)
    ]


def sizes_of(document, wording):
    """The sizes in pt in which texts with this wording are set."""
    return set().union(*sizes_by_page(document, wording))


def sizes_by_page(document, wording=""):
    """The sizes in pt in which each page sets texts with this wording."""
    for found in pypdfium2.PdfDocument(document):
        words = found.get_textpage()
        things = found.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,), textpage=words)
        yield {
            round(thing.get_font_size() * thing.get_matrix().d)
            for thing in things
            if wording in thing.extract()
        }


def pdfa_failures(document, folder):
    path = folder / "archival.pdf"
    path.write_bytes(document)
    checked = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_A_2A)
    return sorted({failure.rule_id for failure in checked.failures})


def pdfua_failures(document, folder):
    path = folder / "document.pdf"
    path.write_bytes(document)
    checked = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    return sorted({failure.rule_id for failure in checked.failures})


def structure_of(document):
    """The structure tree as nested (role, children) pairs, without the drawn pieces."""
    root = PdfReader(BytesIO(document)).trailer["/Root"]["/StructTreeRoot"]
    return _node(root["/K"].get_object())


def roles_of(document):
    def walk(node):
        yield node[0]
        for kid in node[1]:
            yield from walk(kid)

    return list(walk(structure_of(document)))


def alternatives_of(document):
    root = PdfReader(BytesIO(document)).trailer["/Root"]["/StructTreeRoot"]
    return [str(element["/Alt"]) for element in _elements(root["/K"]) if "/Alt" in element]


def scopes_of(document):
    root = PdfReader(BytesIO(document)).trailer["/Root"]["/StructTreeRoot"]
    return [
        str(element["/A"]["/Scope"]) for element in _elements(root["/K"]) if element["/S"] == "/TH"
    ]


def parent_tree_faults(document):
    """Every marked piece must be found again from the parent tree, under its own element.

    The validator does not look here: a page with a wrong StructParents passes it.
    """
    reader = PdfReader(BytesIO(document))
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    listed = _listed(tree["/ParentTree"])
    owners = _owners_in(tree)
    faults = []
    for index, found in enumerate(reader.pages):
        if "/Contents" not in found:
            continue  # an empty page between two documents
        by_number = listed.get(found.get("/StructParents"))
        if by_number is None:
            faults.append(f"page {index + 1} is not in the parent tree")
            continue
        mine = {mcid: owner for (page_id, mcid), owner in owners.items()
                if page_id == found.indirect_reference.idnum}  # fmt: skip
        if len(mine) != len(by_number):
            faults.append(f"page {index + 1}: {len(mine)} pieces, {len(by_number)} listed")
        faults.extend(
            f"page {index + 1}, piece {mcid}: another element is listed"
            for mcid, reference in enumerate(by_number)
            if mine.get(mcid) != reference.idnum
        )
    return faults


def _listed(tree):
    """The entries of a number tree, through its branches."""
    if "/Kids" in tree:
        branches = [_listed(kid.get_object()) for kid in tree["/Kids"]]
        return {key: value for branch in branches for key, value in branch.items()}
    numbers = tree["/Nums"]
    return {numbers[i]: numbers[i + 1].get_object() for i in range(0, len(numbers), 2)}


def _owners_in(tree):
    if not isinstance(tree["/K"], list):
        return _owners(tree["/K"])
    owners = [_owners(document) for document in tree["/K"]]
    return {piece: owner for found in owners for piece, owner in found.items()}


def _node(element):
    kids = element.get("/K", [])
    kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
    kids = kids if isinstance(kids, list) else [kids]
    nodes = [kid.get_object() for kid in kids if not isinstance(kid, int)]
    return str(element["/S"])[1:], [_node(kid) for kid in nodes if "/S" in kid]


def _elements(reference):
    element = reference.get_object()
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid, IndirectObject) and "/S" in kid.get_object():
            yield from _elements(kid)


def _owners(reference):
    element = reference.get_object()
    owners = {}
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid, int):
            owners[element.raw_get("/Pg").idnum, int(kid)] = reference.idnum
        elif isinstance(kid, IndirectObject):
            owners |= _owners(kid)
        else:
            owners[kid.raw_get("/Pg").idnum, int(kid["/MCID"])] = reference.idnum
    return owners


def told_pieces(document):
    """What a voice tells: pieces of text in the order of the content, each with its language.

    Letters come from the fonts' own maps (`ToUnicode`), or from the words that stand for them
    (`ActualText`); a language is the one of the innermost span.
    """
    for found in PdfReader(BytesIO(document)).pages:
        fonts = found["/Resources"]["/Font"]
        maps = {name: _letters_of(fonts[name]) for name in fonts}
        yield from _told(ContentStream(found.get_contents(), found.pdf).operations, maps)


def told(document):
    """All that a voice tells, without any white space."""
    text = "".join(text for _, text in told_pieces(document))
    return "".join(text.replace("\u200b", "").split())


def _told(operations, maps):
    letters, languages, instead = {}, [], []
    for operands, operator in operations:
        if operator in {b"BDC", b"BMC"}:
            given = operands[1] if len(operands) > 1 else {}
            languages.append(given.get("/Lang", languages[-1] if languages else ""))
            instead.append("/ActualText" in given)
            if instead[-1]:
                yield str(languages[-1]), str(given["/ActualText"])
        elif operator == b"EMC":
            languages.pop()
            instead.pop()
        elif operator == b"Tf":
            letters = maps[operands[0]]
        elif operator == b"Tj" and not any(instead):
            codes = operands[0].original_bytes
            yield str(languages[-1]), "".join(letters[code] for code in codes)


def _letters_of(font):
    written = font["/ToUnicode"].get_data().decode("latin-1")
    pairs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]*)>", written.partition("endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(letters).decode("utf-16-be") for code, letters in pairs}
