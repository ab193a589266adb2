"""dedup serve over HTTP: verdicts, reports, the archive, and what it refuses."""

from __future__ import annotations

import io
import json
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from dedup.cli.app import app
from factories import document
from served import ENGLISH, OLD, OWN, index_of, serving, texts

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi")

MOST = 300_000
FORM = "multipart/form-data"
LATE = "雪下到第三天，驿站的炉子灭了，送信的人把信纸一张张贴在胸口，走出去的时候说，字是暖的，认得路的人不用看路。" * 2


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    index_of(folder / "archive.dedup", texts())
    return folder


@pytest.fixture(scope="module")
def url(place: Path) -> Iterator[str]:
    with serving(place / "archive.dedup", most_bytes=MOST) as address:
        yield address


@pytest.fixture
def client(url: str) -> Iterator[Any]:
    with httpx.Client(base_url=url, timeout=120, trust_env=False) as opened:
        yield opened


def sent(client: Any, *files: tuple[str, bytes], **options: Any) -> Any:
    return client.post("/api/check", files=[("file", file) for file in files], **options)


def problem(response: Any) -> tuple[int, str]:
    told = response.json()
    assert set(told) == {"error", "detail"}
    assert told["detail"]
    return response.status_code, told["error"]


def test_the_verdict_is_that_of_dedup_check(client: Any, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    draft = f"{OWN}\n{OLD}\n"
    Path("draft.txt").write_text(draft, encoding="utf-8")
    told = CliRunner().invoke(app, ["check", "draft.txt", "--against", "archive.dedup", "--format", "json"]).stdout
    response = sent(client, ("draft.txt", draft.encode()))
    assert response.status_code == 200
    verdict = response.json()
    assert verdict.pop("report")["url"].startswith("/api/reports/")
    assert verdict == json.loads(told)
    assert verdict["verdict"] == "fail"


def test_a_verdict_is_as_the_api_describes_it(client: Any) -> None:
    shape = client.get("/openapi.json").json()["paths"]["/api/check"]["post"]["responses"]["200"]
    verdict = client.post("/api/check", json={"text": f"{OWN}\n{OLD}"}).json()
    assert verdict["drafts"][0]["passages"]
    described = shape["content"]["application/json"]["schema"]
    jsonschema.validate(verdict, described)
    assert set(verdict) == set(described["properties"])
    draft = described["properties"]["drafts"]["items"]["properties"]
    assert set(verdict["drafts"][0]) == set(draft)
    assert set(verdict["drafts"][0]["passages"][0]) == set(draft["passages"]["items"]["properties"])


def test_what_was_set_aside_does_not_count_and_is_told(client: Any, place: Path, tmp_path: Path) -> None:
    draft = {"text": f"{OWN}\n{OLD}"}
    (passage,) = client.post("/api/check", json=draft).json()["drafts"][0]["passages"]
    (tmp_path / "aside.toml").write_text(f'[[dismissal]]\nkey = "{passage["key"]}"\nreason = "quoted"\n', "utf-8")
    with (
        serving(place / "archive.dedup", dismissals=tmp_path / "aside.toml") as url,
        httpx.Client(base_url=url, timeout=120, trust_env=False) as other,
    ):
        verdict = other.post("/api/check", json=draft).json()
        described = other.get("/openapi.json").json()["paths"]["/api/check"]["post"]["responses"]["200"]
        page = other.get(verdict["report"]["page"], headers={"Accept-Language": "en"}).text
    (told,) = verdict["drafts"]
    assert (verdict["verdict"], told["passages"], len(told["dismissed"])) == ("pass", [], 1)
    assert told["dismissed"][0]["dismissal"] == {"reason": "quoted", "note": ""}
    jsonschema.validate(verdict, described["content"]["application/json"]["schema"])
    assert f"Dismissed, not counted: 1, with {told['dismissed_characters']} characters" in page


def test_a_text_of_its_own_passes_and_a_copy_does_not(client: Any) -> None:
    own = client.post("/api/check", json={"text": OWN}).json()
    assert (own["verdict"], own["drafts"][0]["passages"]) == ("pass", [])
    copy = client.post("/api/check", json={"text": ENGLISH, "name": "notes.md"}).json()
    assert copy["drafts"][0]["path"] == "notes.md"
    assert copy["drafts"][0]["largest_source"] == "town/bells.txt"


def test_drafts_are_checked_with_each_other_and_what_cannot_be_read_is_told(client: Any) -> None:
    said = OWN.replace("修伞", "补锅")
    verdict = sent(client, ("a.txt", OWN.encode()), ("a.txt", said.encode()), ("b.pdf", b"%PDF-1.7 not one")).json()
    assert [draft["path"] for draft in verdict["drafts"]] == ["a.txt", "a.txt (2)"]
    assert verdict["drafts"][0]["largest_source"] == "a.txt (2)"
    assert [skip["path"] for skip in verdict["skipped"]] == ["b.pdf"]


def test_the_report_can_be_read_until_it_is_removed(client: Any) -> None:
    where = client.post("/api/check?lang=zh", json={"text": f"{OWN}{OLD}"}).json()["report"]
    page = client.get(where["url"])
    assert page.status_code == 200
    assert 'lang="zh-Hans"' in page.text
    root = where["url"].removesuffix("index.html")
    assert client.get(f"{root}static/report.css").headers["content-type"].startswith("text/css")
    assert client.get(f"{root}results.json").json()["schema"].startswith("dedup.results/")
    assert client.get(where["page"]).status_code == 200
    assert client.delete(f"/api/reports/{where['id']}").status_code == 204
    for gone in (where["url"], where["page"], f"/api/reports/{where['id']}/results.json"):
        assert client.get(gone).status_code == 404


@pytest.mark.parametrize(
    "path", ["..%2fverdict.json", "%2e%2e/verdict.json", "static", "%00", "%2fetc%2fpasswd", "a" * 300]
)
def test_nothing_beside_the_report_can_be_read(client: Any, path: str) -> None:
    report = client.post("/api/check", json={"text": OWN}).json()["report"]
    assert problem(client.get(f"/api/reports/{report['id']}/{path}")) == (404, "not-found")


def test_the_archive_can_be_searched_and_leafed_through(client: Any) -> None:
    everything = client.get("/api/archive").json()
    assert [row["path"] for row in everything["documents"]] == sorted(each.path for each in texts())
    assert client.get("/api/archive?offset=1&limit=1").json()["documents"] == everything["documents"][1:2]
    for words in ("MILL", "轮子 卢青禾", "river mill"):
        assert [row["title"] for row in client.get("/api/archive", params={"q": words}).json()["documents"]] == [
            "看轮子的老人"
        ]
    assert client.get("/api/archive", params={"q": "轮子 bells"}).json()["total"] == 0
    number = client.get("/api/archive?q=mill").json()["documents"][0]["number"]
    text = client.get(f"/api/archive/{number}?start=5&length=20").json()
    assert (text["text"], text["characters"], text["date"]) == (OLD[5:25], len(OLD), "2019-04")
    assert problem(client.get("/api/archive/999999")) == (404, "not-found")


def test_an_archive_that_grows_is_noticed(tmp_path: Path) -> None:
    index = index_of(tmp_path / "a.dedup", texts())
    with serving(index) as url, httpx.Client(base_url=url, timeout=120, trust_env=False) as client:
        assert client.post("/api/check", json={"text": LATE}).json()["verdict"] == "pass"
        assert client.get("/api/archive").json()["total"] == 3
        index_of(index, [document(0, LATE, "late.txt", title="驿站")])
        assert client.post("/api/check", json={"text": LATE}).json()["drafts"][0]["largest_source"] == "late.txt"
        assert client.get("/api/archive?q=驿站").json()["total"] == 1
        assert client.get("/api/info").json()["index"]["documents"] == 4


def test_what_the_server_is_can_be_asked(client: Any) -> None:
    assert client.get("/health").json()["status"] == "ok"
    info = client.get("/api/info").json()
    assert info["against"] == ["archive.dedup"]
    assert info["index"]["documents"] == 3
    assert info["limits"]["request_bytes"] == MOST
    assert info["drafts_kept"] is False
    described = client.get("/openapi.json").json()
    assert {"/api/check", "/api/archive", "/api/archive/{document}", "/api/info", "/health"} <= set(described["paths"])
    page = (Path(__file__).resolve().parent.parent / "docs" / "serve.md").read_text(encoding="utf-8")
    for path, methods in described["paths"].items():
        assert all(f"`{method.upper()} {path}`" in page for method in methods), path
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", bytes(range(256)) * 99, (415, "binary")),
        ("a.exe", b"MZ\0\0\1" * 999, (415, "binary")),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999, (415, "unsupported")),
        ("a.docx", b"PK\3\4 no archive", (422, "malformed")),
        ("a.pdf", b"%PDF-1.4 and no more", (422, "malformed")),
        ("a.txt", b"", (422, "empty")),
        ("a.txt", b" \n\t ", (422, "empty")),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(
    client: Any, name: str, content: bytes, expected: tuple[int, str]
) -> None:
    response = sent(client, (name, content))
    assert problem(response) == expected
    assert name in response.json()["detail"]


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("application/json", b"{", (422, "invalid")),
        ("application/json", b"[" * 200_000, (422, "invalid")),
        ("application/json", b'{"text": 1}', (422, "invalid")),
        ("application/json", b'{"text": "a", "name": []}', (422, "invalid")),
        ("application/json", b'{"text": ' + b"9" * 9999 + b"}", (422, "invalid")),
        ("application/json", b'["text"]', (422, "invalid")),
        ("application/json", b'{"text": "  "}', (422, "empty")),
        ("application/json", b"\xff\xfe", (422, "invalid")),
        ("text/plain", b"a text", (415, "unsupported")),
        ("application/x-www-form-urlencoded", b"text=a", (415, "unsupported")),
        (FORM, b"no boundary", (400, "bad-request")),
        (f"{FORM}; boundary=x", b"no boundary in it", (400, "bad-request")),
        (f"{FORM}; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--", (400, "bad-request")),
        (f"{FORM}; boundary=x", b"--x--\r\n", (422, "empty")),
        ("", b"a text", (415, "unsupported")),
    ],
)
def test_a_request_that_is_none_is_refused_with_the_reason(
    client: Any, kind: str, body: bytes, expected: tuple[int, str]
) -> None:
    assert problem(client.post("/api/check", content=body, headers={"Content-Type": kind})) == expected


def test_a_file_that_swells_is_refused_before_it_is_large(client: Any) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr("word/document.xml", b"<" * 210_000_000)
    assert len(packed.getvalue()) < MOST
    assert problem(sent(client, ("a.docx", packed.getvalue()))) == (413, "oversized")


def test_hidden_characters_and_halves_of_characters_in_json_do_no_harm(client: Any) -> None:
    body = json.dumps({"text": f"{OWN}\ud800{OLD}", "name": "../../\u202e<b>\n.docx"})
    verdict = client.post("/api/check", content=body, headers={"Content-Type": "application/json"})
    assert verdict.status_code == 200
    assert verdict.json()["drafts"][0]["path"] == "../../⟨RLO⟩<b>⟨U+000A⟩.docx".replace("⟨U+000A⟩", " ")
    assert client.get(verdict.json()["report"]["url"]).status_code == 200


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 10_000):
        yield b"a" * 10_000


def test_a_body_is_refused_once_it_is_too_large_whatever_length_it_claims(client: Any, url: str) -> None:
    head = {"Content-Type": "application/json"}
    for body in (b"a" * (MOST + 1), chunks(3 * MOST)):
        assert problem(client.post("/api/check", content=body, headers=head)) == (413, "oversized")
    assert problem(sent(client, ("a.txt", b"a" * (2 * MOST)))) == (413, "oversized")
    host = url.removeprefix("http://")
    for said in (f"Content-Length: {MOST * 1000}", f"Content-Length: {'9' * 30}"):
        told = raw(
            host, f"POST /api/check HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n{said}\r\n\r\na"
        )
        assert told.startswith((b"HTTP/1.1 413", b"HTTP/1.1 400"))
    assert client.get("/health").status_code == 200


def raw(host: str, request: str) -> bytes:
    name, port = host.split(":")
    with socket.create_connection((name, int(port)), timeout=30) as opened:
        opened.sendall(request.encode())
        return opened.recv(100)


@pytest.mark.parametrize(
    "host", ["example.invalid", "example.invalid:80", "127.0.0.1.example.invalid", "a@127.0.0.1", ""]
)
def test_a_name_that_is_not_this_machines_is_refused(client: Any, host: str) -> None:
    assert problem(client.get("/api/info", headers={"Host": host})) == (421, "wrong-host")


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:80", "LOCALHOST"])
def test_the_names_of_loopback_are_answered(client: Any, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.invalid"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_site_can_send_nothing(client: Any, headers: dict[str, str]) -> None:
    assert problem(client.post("/api/check", json={"text": OWN}, headers=headers)) == (403, "wrong-origin")
    assert problem(client.delete("/api/reports/x", headers=headers)) == (403, "wrong-origin")
    answer = client.get("/api/info", headers=headers)
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "/archive", "/api/info", "/nothing", "/static/report.css"])
def test_every_answer_tells_the_browser_to_be_careful(client: Any, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_pages_are_in_the_readers_language_and_can_be_switched(client: Any) -> None:
    for accepted, tag in (
        ("zh-CN,en;q=0.8", "zh-Hans"),
        ("en, zh;q=0.5", "en"),
        ("fr", "en"),
        ("zh;q=0, en;q=0.1", "en"),
    ):
        assert f'<html lang="{tag}"' in client.get("/archive", headers={"Accept-Language": accepted}).text
    chosen = client.get("/archive?lang=zh&q=a", headers={"Accept-Language": "en"})
    assert "HttpOnly" in chosen.headers["set-cookie"]
    assert 'href="/archive?lang=en&amp;q=a"' in chosen.text
    assert '<html lang="zh-Hans"' in client.get("/", headers={"Accept-Language": "en"}).text


def test_the_form_works_without_script(client: Any) -> None:
    form = {"text": (None, f"{OWN}{OLD}"), "file": ("", b"")}
    answer = client.post("/check", files=form, headers={"Accept": "text/html"})
    assert answer.status_code == 303
    page = client.get(answer.headers["location"])
    assert "Fail" in page.text
    assert "river/mill.txt" in page.text
    removed = client.post(f"{answer.headers['location']}/remove")
    assert removed.headers["location"] == "/"
    assert client.get(answer.headers["location"], headers={"Accept": "text/html"}).status_code == 404


def test_what_goes_wrong_on_a_page_is_told_on_a_page(client: Any) -> None:
    answer = client.post("/check", files={"file": ("a.txt", b"\0\1\2" * 999)}, headers={"Accept": "text/html"})
    assert answer.status_code == 415
    assert "This is not a text." in answer.text
    assert "<html" in client.get("/nothing", headers={"Accept": "text/html"}).text
