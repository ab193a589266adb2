"""What results say of files and of the scan as a whole, in Chinese; written as in ``sentences_zh``."""

from __future__ import annotations

from typing import Final

NOTICES: Final = (
    # Of a text.
    ("invisible characters stand inside words, the first is U+{code}", "词中夹有看不见的字符，第一个是 U+{code}"),
    (
        "letters of another script stand inside Latin words, the first is U+{code}",
        "拉丁单词中夹有其他文字的形似字母，第一个是 U+{code}",
    ),
    ("a mark is repeated inside sentences: {mark}", "句中反复插入标记：{mark}"),
    ("{n} of the text is quotation, more than quoted_share = {n_most}", "引文占全文 {n}，超过 quoted_share = {n_most}"),
    (
        "a quotation mark is never closed; what follows it is judged as if not quoted",
        "有引号没有闭合，其后的文字按未加引号判断",
    ),
    (
        "a quotation is longer than long_quotation = {n} characters and excuses nothing",
        "有一处引文超过 long_quotation = {n} 字，不作为合理引用",
    ),
    (
        "characters that stand for nothing (replacement or private use); parts of the text may be lost",
        "有无意义的字符（替换符或私用区字符），文字可能有缺失",
    ),
    (
        "read as {encoding}, with damaged places, which show as U+FFFD; save the file as UTF-8",
        "按 {encoding} 读取，损坏之处显示为 U+FFFD；请将文件另存为 UTF-8",
    ),
    (
        "read as {encoding}, but it could be another encoding; save the file as UTF-8 to be sure",
        "按 {encoding} 读取，但也可能是其他编码；请另存为 UTF-8 以确保无误",
    ),
    (
        "read as {encoding}, but it could be {other}; save the file as UTF-8 to be sure",
        "按 {encoding} 读取，但也可能是 {other}；请另存为 UTF-8 以确保无误",
    ),
    (
        "no main text could be told from menus and footers, so all visible text of the page was read",
        "无法将正文与菜单、页脚分开，因此读取了页面上的全部可见文字",
    ),
    (
        "pages are images without a text layer and were not read; run character recognition to compare them",
        "有些页是没有文字层的图片，未能读取；文字识别后才能比对",
    ),
    (
        "some bytes do not belong to the code page that the file names; save it as .docx",
        "有些字节不属于文件所声明的代码页；请另存为 .docx",
    ),
    # Of the scan.
    (
        "{n} short phrases or passages stand in more than {n_most} documents (one in {n_one}); documents that share"
        " nothing else were not compared.",
        "有 {n} 个短语或段落见于超过 {n_most} 篇文档（最多见于 {n_one} 篇）；除此之外没有共同之处的文档未作比对。",
    ),
    (
        "{n} short phrases or passages of the drafts stand in more than {n_most} documents; texts that share nothing"
        " else with a draft were not compared with it.",
        "稿件中有 {n} 个短语或段落见于超过 {n_most} 篇文档；除此之外与稿件没有共同之处的文档未作比对。",
    ),
    (
        "{n} times two documents share a sentence that is no match, because others hold it too.",
        "有 {n} 次两篇文档共有一句话，因其他文档也有而不计为重复。",
    ),
    ("what stands in {named} is labelled common", "见于 {named} 的文字标为通用"),
    (
        "{file} names {named}: no document that was read has this path",
        "{file} 列出了 {named}：读取的文档中没有这个路径",
    ),
    # Of what was skipped.
    ("the folder cannot be listed: {error}", "无法列出文件夹：{error}"),
    ("a link to a file that does not exist", "链接指向不存在的文件"),
    (
        "not a format that dedup reads; save it as text, .docx or .pdf",
        "dedup 不读这种格式；请另存为文本、.docx 或 .pdf",
    ),
    ("not RTF, whatever its name says; save it anew", "文件名虽为 RTF，内容却不是；请重新保存"),
    ("RTF of more than {n} bytes takes too long; save it as .docx", "RTF 超过 {n} 字节，耗时过长；请另存为 .docx"),
    ("no Word text inside; save the file as .docx anew", "其中没有 Word 正文；请重新存为 .docx"),
    ("its {format} parser failed: {cause}; save the file anew", "{format} 解析失败：{cause:m}；请重新保存文件"),
    ("too much memory or nesting", "占用内存过多或嵌套过深"),
    (
        "{n} bytes, more than max_file_bytes = {n_most}; raise it to read",
        "共 {n} 字节，超过 max_file_bytes = {n_most}；调高后可读取",
    ),
    ("more than max_file_bytes = {n} bytes; raise it to read the file", "超过 max_file_bytes = {n} 字节；调高后可读取"),
    ("{error}; check that it exists and may be read", "{error}；请检查文件是否存在、是否允许读取"),
    ("the file has no bytes", "文件为空"),
    (
        "{n} characters, more than max_characters = {n_most}; raise it",
        "共 {n} 字，超过 max_characters = {n_most}；可调高",
    ),
    ("more than max_characters = {n}; raise it", "超过 max_characters = {n}；可调高"),
    ("the file holds no text but white space", "文件中只有空白"),
    (
        "no text after timeout_seconds = {n}; raise it or leave the file out",
        "timeout_seconds = {n} 秒内没有读出文字；可调高，或略去此文件",
    ),
    (
        "its parser crashed or took too much memory; save the file anew with the program that made it",
        "解析程序崩溃或占用内存过多；请用原来的程序重新保存",
    ),
    ("protected against copying; only its reading program can open it", "有防复制保护，只有其阅读程序能打开"),
    ("no package document is named inside; save the book anew", "其中没有指明包文档；请重新保存此书"),
    ("its chapter {name} lies outside of the book", "其章节 {name} 位于书外"),
    ("its markup is nested too deep to be read; save the page anew", "标记嵌套过深，无法读取；请重新保存网页"),
    ("not a whole zip container ({error}); save the file anew", "不是完整的 zip 容器（{error}）；请重新保存文件"),
    ("its part {name} is missing; save the file anew", "缺少部件 {name}；请重新保存文件"),
    ("its part {name} is damaged ({error}); save the file anew", "部件 {name} 已损坏（{error}）；请重新保存文件"),
    ("its part {name} defines entities, which no document needs", "部件 {name} 定义了实体，而文档不需要实体"),
    (
        "its part {name} is not whole XML ({error}); save the file anew",
        "部件 {name} 不是完整的 XML（{error}）；请重新保存文件",
    ),
    ("protected by a password; save it without one", "有密码保护；请另存为不加密的文件"),
    ("an old Office file; save it as .docx", "旧版 Office 文件；请另存为 .docx"),
    ("an old Office file under a newer name; save it as .docx", "旧版 Office 文件用了新扩展名；请另存为 .docx"),
    ("{n} parts inside, more than any document has", "内含 {n} 个部件，多于任何正常文档"),
    ("its part {name} has a name that leads out of the file", "部件 {name} 的名称指向文件之外"),
    ("its part {name} expands more than {n} times", "部件 {name} 解压后膨胀超过 {n} 倍"),
    ("it expands beyond max_expanded_bytes; raise it to read the file", "解压后超过 max_expanded_bytes；调高后可读取"),
    (
        "the bytes are not text in any known encoding; if it is text, save it as UTF-8",
        "不是任何已知编码的文本；如确为文本，请另存为 UTF-8",
    ),
    ("a PDF without pages; make it anew", "PDF 没有页面；请重新生成"),
    ("not a whole PDF ({error}); make it anew", "不是完整的 PDF（{error}）；请重新生成"),
    (
        "pages are images without a text layer; run character recognition first",
        "各页是没有文字层的图片；请先作文字识别",
    ),
    ("no page holds text", "各页都没有文字"),
)
