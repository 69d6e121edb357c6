"""Shared helpers: small texts of our own, and folders of them."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MEASURES = """{region}社区助餐服务办法
第一章 总则
第一条 为了方便居民就近用餐，结合本地实际，制定本办法。
第二条 社区助餐点应当自开业之日起{days}个工作日内向街道办事处备案。
第二章 法律责任
第三条 违反本办法第二条规定，未按时备案的，由市场监督管理部门责令改正；拒不改正的，处{low}元以上{high}元以下罚款。
第四条 对每日供餐不少于{meals}人的助餐点，区人民政府可以给予每人每餐{money}元的补贴。
第三章 附则
第五条 本办法自2024年3月1日起施行。
"""


def measures(region: str = "临江市", days: int = 10, low: int = 500, high: int = 2000, meals: int = 30, money: int = 3) -> str:
    """A small set of measures that holds a deadline, a fine, a threshold and a subsidy."""
    return MEASURES.format(region=region, days=days, low=low, high=high, meals=meals, money=money)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder of six small documents, all different."""
    place = tmp_path / "texts"
    place.mkdir()
    for k, region in enumerate(("临江市", "东港市", "安宁市", "清河县", "永和县", "新城区"), 1):
        (place / f"{k}.txt").write_text(measures(region, days=5 * k, low=100 * k, high=1000 * k, meals=10 * k, money=k), "utf-8")
    return place
