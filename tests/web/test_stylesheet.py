import re

from clinic.web.stylesheet import NAME

LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


def test_a_page_links_one_style_sheet_and_it_holds_the_rules_of_every_component(client):
    [address] = LINK.findall(client.get("/").text)
    answer = client.get(address)
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for rule in ("--colour-", ".top-bar", ".patient-banner", "@media print"):
        assert rule in answer.text


def test_a_browser_that_has_the_style_sheet_is_not_sent_it_again(client):
    first = client.get(f"/static/{NAME}")
    again = client.get(f"/static/{NAME}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_address_changes_with_the_content(app, ana, tmp_path):
    client = app.test_client()
    [before] = LINK.findall(client.get("/sign-in").text)
    css = tmp_path / "css"
    (css / "components").mkdir(parents=True)
    for name in ("tokens", "base", "layout", "print", "components/button"):
        (css / f"{name}.css").write_text(f".{name.rpartition('/')[2]} {{}}")
    for name in ("form-once", "form-guard", "error-summary", "menu"):
        (tmp_path / "js").mkdir(exist_ok=True)
        (tmp_path / "js" / f"{name}.js").touch()
    (tmp_path / "icon.svg").touch()
    app.static_folder = str(tmp_path)
    [after] = LINK.findall(client.get("/sign-in").text)
    assert before.partition("?")[0] == after.partition("?")[0]
    assert before != after
    assert client.get(after).text == (".tokens {}\n.base {}\n.layout {}\n.button {}\n.print {}")
