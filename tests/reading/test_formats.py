"""What each format's text, facts and skips are, as a user meets them."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import pytest
import reading_files as make

from dedup.errors import ReadingError
from dedup.model import Document
from dedup.reading import read_document
from dedup.settings import ReadingSettings

MARSH = "芦苇荡里的水鸟一早就开始鸣叫，渔夫撑着竹篙慢慢划过浅滩，把昨夜布下的网一张一张收起来。"
BRIDGE = "村东头那座石桥修了三年才完工，通车那天全村老少都站在桥上，谁也舍不得先走下来。"


def read(folder: Path, name: str, data: bytes | str, **changes: object) -> Document:
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return read_document(path, name, ReadingSettings(**changes))  # type: ignore[arg-type]


def reason(folder: Path, name: str, data: bytes | str, **changes: object) -> str:
    with pytest.raises(ReadingError) as caught:
        read(folder, name, data, **changes)
    assert caught.value.detail
    return caught.value.reason


# --- plain text and Markdown


def test_plain_text_is_the_file_as_it_stands(tmp_path: Path) -> None:
    text = f"石桥\r\n\r\n{BRIDGE}\r\n  \t尾行没有换行"
    document = read(tmp_path, "a.txt", b"\xef\xbb\xbf" + text.encode())
    assert document.text == text
    assert (document.format, document.encoding, document.title) == ("txt", "utf-8", "石桥")
    assert document.digest == hashlib.sha256(b"\xef\xbb\xbf" + text.encode()).hexdigest()


@pytest.mark.parametrize("first", [BRIDGE, "作者：本刊编辑部", "• 首页", "他说完就走了。", "一" * 41])
def test_a_first_line_that_is_no_title_is_not_taken_for_one(tmp_path: Path, first: str) -> None:
    assert read(tmp_path, "a.txt", f"{first}\n{MARSH}").title is None


def test_markdown_keeps_its_source_and_knows_its_headings(tmp_path: Path) -> None:
    source = f"引子\n\n# 石桥 #\n\n{BRIDGE}\n\n```\n# 不是标题\n```\n\n## 水鸟\n{MARSH}\n#不是标题\n"
    document = read(tmp_path, "a.md", source)
    assert document.text == source
    assert [span.of(document.text) for span in document.headings] == ["石桥", "水鸟"]
    assert document.title == "石桥"


def test_front_matter_is_facts_and_not_text(tmp_path: Path) -> None:
    block = "---\ntitle: '桥与水: 记'\ndate: 2021-03-04T10:00:00+08:00\nauthor:\n  - 编辑部\n  - 通讯组\n---\n"
    document = read(tmp_path, "a.md", block + f"# 别的标题\n{BRIDGE}")
    assert document.text == f"# 别的标题\n{BRIDGE}"
    assert (document.title, document.date, document.author) == ("桥与水: 记", "2021-03-04", "编辑部, 通讯组")
    assert document.headings[0].of(document.text) == "别的标题"


def test_toml_front_matter_and_front_matter_of_plain_text(tmp_path: Path) -> None:
    toml = read(tmp_path, "a.md", f'+++\ntitle = "桥"\ndate = 2020-02-03\nauthor = ["编辑部"]\n+++\n{BRIDGE}')
    assert (toml.text, toml.title, toml.date, toml.author) == (BRIDGE, "桥", "2020-02-03", "编辑部")
    plain = read(tmp_path, "a.txt", f"---\r\ntitle: 水鸟\r\n日期: 2019年7月\r\n---\r\n{MARSH}")
    assert (plain.text, plain.title, plain.date) == (MARSH, "水鸟", "2019-07")


@pytest.mark.parametrize(
    "opening", ["---\n\n", "---\n这里没有键，只是一条横线。\n---\n", "---\ntitle: 没有收尾\n", "+++\n[\n+++\n"]
)
def test_a_rule_that_opens_a_text_is_text(tmp_path: Path, opening: str) -> None:
    assert read(tmp_path, "a.md", opening + BRIDGE).text == opening + BRIDGE


def test_damaged_characters_are_reported_with_their_place(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", "水鸟\ue000与\ufffd石桥" + MARSH)
    [notice] = document.notices
    assert (notice.code, notice.count) == ("damaged-characters", 2)
    assert notice.span is not None
    assert notice.span.of(document.text) == "\ue000"


# --- what is no text


def test_skips_by_reason(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.txt", b"") == "empty"
    assert reason(tmp_path, "a.txt", " \u3000\r\n\u200b\ufeff\n") == "empty"
    assert reason(tmp_path, "a.txt", b"abc\0def\x01" * 50) == "binary"
    assert reason(tmp_path, "a.txt", bytes(range(1, 256)) * 4) == "binary"
    assert reason(tmp_path, "a.txt", BRIDGE, max_file_bytes=50) == "oversized"
    assert reason(tmp_path, "a.txt", BRIDGE, max_characters=20) == "oversized"
    assert reason(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "unsupported"
    for name in ("a.docx", "a.odt", "a.epub", "a.pdf", "a.rtf"):
        assert reason(tmp_path, name, "只是改了名字的文本") == "malformed"


def test_missing_and_folder_are_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(ReadingError) as caught:
            read_document(path, "x", ReadingSettings())
        assert caught.value.reason == "unreadable"


# --- HTML

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title} - 某站</title>
<meta name="author" content="编辑部"><meta property="article:published_time" content="2022-08-09T23:30:00+08:00">
<script>var text = "脚本里的字";</script></head><body>
<nav><ul><li><a href="/">网站首页</a></li><li><a href="/n">新闻频道</a></li></ul></nav>
<article><h1>{title}</h1><p>{one}</p><p>{two}</p></article>
<footer><p>版权所有 <a href="/about">关于我们</a></p></footer></body></html>"""


def page(charset: str = "utf-8") -> str:
    return PAGE.format(charset=charset, title="石桥与水鸟", one=BRIDGE * 3, two=MARSH * 3)


def test_html_main_text_without_the_site(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", page())
    lines = document.text.split("\n")
    assert BRIDGE * 3 in lines
    assert MARSH * 3 in lines
    assert "脚本" not in document.text
    assert "新闻频道" not in document.text
    assert (document.title, document.date, document.author) == ("石桥与水鸟", "2022-08-09", "编辑部")
    assert [span.of(document.text) for span in document.headings] == ["石桥与水鸟"]
    assert document.notices == ()


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [("gb2312", "gbk", "gb18030"), ("gb2312", "utf-8", "utf-8"), ("iso-8859-1", "gbk", "gb18030")],
)
def test_html_encoding_is_the_declared_one_unless_the_page_is_utf8(
    tmp_path: Path, declared: str, codec: str, name: str
) -> None:
    document = read(tmp_path, "a.html", page(declared).encode(codec))
    assert BRIDGE in document.text
    assert document.encoding == name


def test_html_that_declares_a_codec_which_is_no_encoding_is_still_read(tmp_path: Path) -> None:
    assert BRIDGE in read(tmp_path, "a.html", page("rot13").encode("gbk")).text


def test_html_without_a_main_text_gives_all_that_is_visible_and_says_so(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", f"<form><label>{BRIDGE}<select><option>选项</select></label></form>")
    assert document.text == BRIDGE
    assert [notice.code for notice in document.notices] == ["main-text-not-found"]


def test_html_entities_and_deep_nesting_do_no_harm(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "炸"><!ENTITY b "&a;&a;&a;">]>' + f"<p>&b;&b;{BRIDGE}</p>"
    assert "炸炸" not in read(tmp_path, "a.html", bomb).text
    deep = read(tmp_path, "b.html", "<div>" * 1000 + BRIDGE + "</div>" * 1000)
    assert deep.text.count(BRIDGE) == 1
    assert reason(tmp_path, "c.html", f"<p>{MARSH}</p>" + "<div>" * 100_000 + BRIDGE) == "malformed"


def test_html_keeps_lines_that_only_breaks_divide(tmp_path: Path) -> None:
    body = f"<div id='content'>\u3000\u3000{BRIDGE}<br><br>\u3000\u3000{MARSH}<br>{BRIDGE[:12]}</div>"
    text = read(tmp_path, "a.html", f"<html><body>{body}</body></html>").text
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    assert lines == [BRIDGE, MARSH, BRIDGE[:12]]


def test_html_does_not_lose_the_larger_part_of_a_page(tmp_path: Path) -> None:
    posts = "".join(f"<div class='comment'><p>第{n}楼：{MARSH}</p></div>" for n in range(12))
    text = read(tmp_path, "a.html", f"<html><body><article><p>{BRIDGE}</p></article>{posts}</body></html>").text
    assert all(f"第{n}楼" in text for n in range(12))


def test_html_without_text_is_empty(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.html", "<html><body><script>1</script></body></html>") == "empty"


def test_reading_html_says_nothing_on_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        read(tmp_path, "a.html", f"<p>{BRIDGE}")
    assert caplog.records == []


# --- DOCX


def test_docx_has_every_paragraph_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{make.paragraph('文本框里的话')}</w:txbxContent>"
    body = (
        make.paragraph("石桥\t1", "a")  # a line of the table of contents
        + make.paragraph("石桥", "1")
        + f"<w:p><w:r><w:t>{BRIDGE[:10]}</w:t></w:r><w:ins><w:r><w:t>{BRIDGE[10:]}</w:t></w:r></w:ins>"
        + "<w:del><w:r><w:delText>删掉的</w:delText></w:r></w:del>"
        + "<w:moveFrom><w:r><w:t>移走的</w:t></w:r></w:moveFrom></w:p>"
        + "<w:tbl><w:tr><w:tc>" + make.paragraph("格一") + "</w:tc><w:tc>" + make.paragraph("格二")
        + "</w:tc></w:tr></w:tbl>"
        + f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        + "</mc:AlternateContent></w:r><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
        + "<w:p><w:r><w:instrText>PAGEREF x</w:instrText></w:r></w:p>"
    )  # fmt: skip
    notes = (
        "<w:footnote w:type='separator'>" + make.paragraph("横线") + "</w:footnote><w:footnote>"
        + make.paragraph("脚注的话") + "</w:footnote>"
    )  # fmt: skip
    saved = "<dcterms:modified>2024-01-02T03:04:05Z</dcterms:modified>"
    core = f"<dc:title>修桥记</dc:title><dc:creator>编辑部</dc:creator>{saved}"
    document = read(tmp_path, "a.docx", make.docx(body, core=core, footnotes=notes))
    assert document.text == "\n".join(["石桥", BRIDGE, "格一", "格二", "文本框里的话", "甲\t乙\n丙", "脚注的话"])
    assert [span.of(document.text) for span in document.headings] == ["石桥"]
    assert (document.title, document.date, document.author) == ("修桥记", "2024-01-02", "编辑部")
    assert document.encoding is None


def test_docx_title_is_its_first_heading_where_a_program_named_it(tmp_path: Path) -> None:
    core = "<dc:title>Microsoft Word - 文档1.doc</dc:title>"
    body = make.paragraph("序言前的话") + make.paragraph("石桥", "1")
    assert read(tmp_path, "a.docx", make.docx(body, core=core)).title == "石桥"


def test_docx_under_a_password_is_encrypted(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert reason(tmp_path, "a.docx", ole) == "encrypted"
    flagged = bytearray(make.docx(make.paragraph(BRIDGE)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[flagged.index(mark) + offset] |= 1
    assert reason(tmp_path, "b.docx", bytes(flagged)) == "encrypted"


def test_docx_bombs_and_tricks_are_skips(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "哈"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"><w:p>&b;</w:p></w:document>'
    outside = '<!DOCTYPE x SYSTEM "file:///etc/hostname"><w:document xmlns:w="w"/>'
    good = make.paragraph(BRIDGE)
    assert reason(tmp_path, "a.docx", make.docx(good, extra={"word/document.xml": laughs})) == "malformed"
    assert reason(tmp_path, "b.docx", make.docx(good, extra={"word/document.xml": outside})) in {"malformed", "empty"}
    assert reason(tmp_path, "c.docx", make.docx(good, extra={"word/big.bin": "0" * 20_000_000})) == "oversized"
    assert reason(tmp_path, "d.docx", make.docx(BRIDGE * 90), max_expanded_bytes=5_000) == "oversized"
    assert reason(tmp_path, "e.docx", make.docx(good, extra={"../../outside.xml": "x"})) == "malformed"
    assert reason(tmp_path, "f.docx", make.docx(good, extra={f"p{n}": "" for n in range(10_001)})) == "malformed"
    assert reason(tmp_path, "g.docx", make.docx(good)[:-30]) == "malformed"
    assert reason(tmp_path, "h.docx", make.docx("<w:p>")) == "malformed"
    assert not list(tmp_path.parent.glob("outside.xml"))


def test_docx_nested_beyond_reason_is_read_or_skipped(tmp_path: Path) -> None:
    body = "<w:sdt>" * 20_000 + make.paragraph(BRIDGE) + "</w:sdt>" * 20_000
    assert read(tmp_path, "a.docx", make.docx(body)).text == BRIDGE


def test_docx_whose_directory_lies_about_the_size_stays_in_its_budget(tmp_path: Path) -> None:
    data = bytearray(make.docx(make.paragraph(BRIDGE * 400)))
    # The uncompressed size of every entry in the directory becomes 10 bytes.
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 24 : place + 28] = (10).to_bytes(4, "little")
        place = data.find(b"PK\x01\x02", place + 4)
    assert reason(tmp_path, "a.docx", bytes(data)) == "malformed"


# --- ODT


def test_odt_text_and_facts(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>删掉的</text:p></text:tracked-changes>"
        f"<text:h>石桥</text:h><text:p>{BRIDGE}</text:p><text:p>甲<text:tab/>乙<text:s text:c='3'/>丙<text:line-break/>"
        "<text:span>丁\n   戊</text:span></text:p>"
        "<text:p>正文<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注文</text:p>"
        "</text:note-body></text:note>续</text:p>"
    )
    meta = (
        "<dc:title>修桥记</dc:title><meta:initial-creator>编辑部</meta:initial-creator><dc:creator>打字员</dc:creator>"
        "<meta:creation-date>2018-06-05T00:00:00</meta:creation-date><dc:date>2019-01-01</dc:date>"
    )
    document = read(tmp_path, "a.odt", make.odt(body, meta=meta))
    assert document.text == "\n".join(["石桥", BRIDGE, "甲\t乙   丙\n丁 戊", "注文", "正文续"])
    assert [span.of(document.text) for span in document.headings] == ["石桥"]
    assert (document.title, document.date, document.author) == ("修桥记", "2018-06-05", "编辑部")


def test_odt_under_a_password_is_encrypted(tmp_path: Path) -> None:
    manifest = "<m:file-entry><m:encryption-data/></m:file-entry>"
    assert reason(tmp_path, "a.odt", make.odt("<text:p>密</text:p>", manifest=manifest)) == "encrypted"


# --- EPUB


def test_epub_follows_the_spine(tmp_path: Path) -> None:
    chapters = {"b.xhtml": f"<h1>水鸟</h1><p>{MARSH}</p>", "a%20b.xhtml": f"<h1>石桥</h1><p>{BRIDGE}&nbsp;</p>"}
    metadata = "<dc:title>两篇</dc:title><dc:creator>编辑部</dc:creator><dc:date>2017</dc:date>"
    book = make.epub(chapters, metadata=metadata, extra={"book/a b.xhtml": f"<h1>石桥</h1><p>{BRIDGE}</p>"})
    document = read(tmp_path, "a.epub", book)
    assert document.text == "\n".join(["石桥", BRIDGE, "水鸟", MARSH])
    assert [span.of(document.text) for span in document.headings] == ["石桥", "水鸟"]
    assert (document.title, document.date, document.author) == ("两篇", "2017", "编辑部")


@pytest.mark.parametrize(
    ("algorithm", "readable"),
    [("http://www.idpf.org/2008/embedding", True), ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", False)],
)
def test_epub_with_locked_text_is_encrypted_but_scrambled_fonts_are_none(
    tmp_path: Path, algorithm: str, readable: bool
) -> None:
    encryption = f"<e:d xmlns:e='e'><e:EncryptionMethod Algorithm='{algorithm}'/></e:d>"
    book = make.epub({"a.xhtml": f"<p>{BRIDGE}</p>"}, extra={"META-INF/encryption.xml": encryption})
    if readable:
        assert read(tmp_path, "a.epub", book).text == BRIDGE
    else:
        assert reason(tmp_path, "a.epub", book) == "encrypted"


def test_epub_chapter_outside_of_the_book_is_a_skip(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.epub", make.epub({"../../../etc/hostname": ""})) == "malformed"


# --- PDF


def test_pdf_pages_and_facts(tmp_path: Path) -> None:
    info = "/Title (On bridges) /Author (Editors) /CreationDate (D:20160203040506+08'00')"
    data = make.pdf(["The bridge was new.\nNobody left it.", "The second page."], info=info)
    document = read(tmp_path, "a.pdf", data)
    assert [line.strip() for line in document.text.split("\n")] == [
        "The bridge was new.", "Nobody left it.", "The second page."
    ]  # fmt: skip
    assert document.text[document.pages[1] :].startswith("The second")
    assert document.pages[0] == 0
    assert (document.title, document.date, document.author) == ("On bridges", "2016-02-03", "Editors")


def test_pdf_words_split_at_a_line_end_are_put_together(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", make.pdf(["The well-known bridge stood while every-\nbody looked on."]))
    assert document.text.strip() == "The well-known bridge stood while everybody looked on."
    assert document.notices == ()


def test_pdf_of_images_is_image_only_and_a_mixed_one_says_so(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.pdf", make.pdf(["", ""], image=True)) == "image-only"
    assert reason(tmp_path, "b.pdf", make.pdf([""])) == "empty"
    mixed = read(tmp_path, "c.pdf", make.pdf(["A page of text.", ""], image=True))
    assert [(notice.code, notice.count) for notice in mixed.notices] == [("pages-without-text", 1)]


def test_pdf_under_a_password_is_encrypted(tmp_path: Path) -> None:
    key = "<" + "00" * 32 + ">"
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -44 >> /ID [<00> <00>]"
    assert reason(tmp_path, "a.pdf", make.pdf(["Secret."], encrypt=encrypt)) == "encrypted"


def test_pdf_without_its_suffix_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    assert read(tmp_path, "report", make.pdf(["The bridge was new."])).format == "pdf"


# --- RTF


def test_rtf_text_and_facts(tmp_path: Path) -> None:
    escaped = "".join(f"\\'{byte:02x}" for byte in BRIDGE.encode("gbk"))
    title = "".join(f"\\u{ord(character)}?" for character in "修桥记")
    data = (
        "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}{\\info{\\title " + title + "}{\\author Editors}"
        "{\\creatim\\yr2015\\mo4\\dy3\\hr1}}\\f0 " + escaped + "\\par Second \\u-26925?line\\par}"
    )
    document = read(tmp_path, "a.rtf", data)
    assert document.text.split("\n")[0] == BRIDGE
    assert document.text.split("\n")[1] == "Second " + chr(65536 - 26925) + "line"
    assert (document.title, document.date, document.author) == ("修桥记", "2015-04-03", "Editors")
