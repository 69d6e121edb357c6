"""Marks at a line's head and mentions that look like them. One row a form, with the reason where it is not plain."""

from __future__ import annotations

import pytest

from pipeline.structure.markers import marker

MARKS = [  # text, shape, label, number
    ("第一编 总则", "part", "第一编", 1),
    ("第二分编　所有权", "subpart", "第二分编", 2),
    ("第三章监督检查", "chapter", "第三章", 3),  # no blank behind the number
    ("第四章\t附则", "chapter", "第四章", 4),
    ("第五节　收费、退费。", "section", "第五节", 5),  # a full stop slipped behind the heading
    ("第十二条 经营者应当明码标价。", "article", "第十二条", 12),
    ("第六条街道办事处设立服务站。", "article", "第六条", 6),
    ("第九条第一类场所由区级部门检查。", "article", "第九条", 9),  # 第一类 is text, not 第一款
    ("第三十 一条 养护单位应当巡查。", "article", "第三十 一条", 31),  # a blank inside the number
    ("第四十－条 收费标准应当公示。", "article", "第四十－条", 41),  # a dash scanned for 一
    ("第８条 本办法由市城管局解释。", "article", "第８条", 8),
    ("一、总体要求", "cn_dun", "一、", 1),
    ("十二、附则", "cn_dun", "十二、", 12),
    ("三 实施步骤", "cn_plain", "三", 3),
    ("（四）加强监管。", "cn_paren", "（四）", 4),
    ("(十）其他情形。", "cn_paren", "(十）", 10),  # brackets of two widths
    ("㈢完善制度", "cn_paren", "㈢", 3),
    ("5.申请表；", "ar_dot", "5.", 5),
    ("6、营业执照；", "ar_dot", "6、", 6),
    ("7．身份证明。", "ar_dot", "7．", 7),
    ("⒏合同文本。", "ar_dot", "⒏", 8),
    ("12.2023年度汇总表", "ar_dot", "12.", 12),  # a year follows, no decimal
    ("（3）现场核查", "ar_paren", "（3）", 3),
    ("⑸样品检验", "ar_paren", "⑸", 5),
    ("2）小微企业", "ar_half", "2）", 2),
    ("④其他行业", "circled", "④", 4),
    ("2.1　指挥体系", "decimal", "2.1", 1),
    ("3.2.4 职责分工", "decimal", "3.2.4", 4),
    ("1　总则", "bare", "1", 1),
    ("第二阶段：全面推开", "stage", "第二阶段", 2),
    ("一是摸清底数。", "point", "一是", 1),
    ("第一,材料不全的应当补正。", "ordinal", "第一", 1),
    ("——坚持分类施策。", "dash", "——", None),
]

PROSE = [  # text, why it is no mark
    ("第十二条规定的情形除外。", "a mention goes on with 规定"),
    ("第五条、第六条所列材料应当齐全。", "a list of articles"),
    ("第一款所称经营者，是指个体工商户。", "names a 款"),
    ("第（四）项、第（六）项中的设施由建设单位移交。", "names 项"),
    ("第三人对处理决定不服的，可以申请复核。", "a word that begins with 第三"),
    ("第二审程序适用前款规定。", "审 is no division"),
    ("第一阶段，投标人提交技术方案。", "a comma: prose of an article"),
    ("第三十条修改为：“投标人应当具备相应资质。”", "an amendment speaks of the article"),
    ("（一）项所列费用由申请人承担。", "names an item"),
    ("（一）、（三）规定的期限届满后。", "a list of items"),
    ("2.5亿元专项资金已经下达。", "an amount"),
    ("5.5%左右的增长目标符合实际。", "a percentage"),
    ("2024年是规划实施的关键一年。", "a year"),
    ("二十世纪末建成的住宅小区", "a numeral in a word"),
    ("三级医院应当设立老年医学科。", "a grade"),
    ("一、二级市场联动发展的格局已经形成。", "numerals enumerated in prose"),
    ("附近居民可以查阅公示材料。", "no mark at all"),
]


@pytest.mark.parametrize(("text", "shape", "label", "number"), MARKS)
def test_marks(text, shape, label, number):
    mark = marker(text)
    assert (mark.shape, mark.label, mark.number) == (shape, label, number)
    assert text.startswith(mark.label)
    assert text[mark.after :] == text[mark.length :].lstrip(" \t\u3000")


@pytest.mark.parametrize(("text", "why"), PROSE)
def test_prose(text, why):
    assert marker(text) is None, why


def test_suffix_of_an_inserted_article():
    assert marker("第十七条之二 已受处罚的从重处理。").suffix == 2
    assert marker("第十七条之规定适用于") is None


def test_path_of_a_decimal():
    assert marker("4.2.11　善后").path == (4, 2, 11)


def test_digits_without_end_stop_at_once():
    assert marker("1" * 1_000_000) is None
    assert marker("第" + "一" * 1_000_000 + "条") is None
