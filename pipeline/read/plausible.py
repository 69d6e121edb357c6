"""Whether decoded text can be Chinese prose: the share of everyday characters among its Han characters.

The hundred-odd commonest characters make up about half of any Chinese text, simplified or traditional, of any genre. Text
decoded with the wrong table, or the text layer of a PDF with wrong-mapped glyphs, uses rare characters instead.
"""

from __future__ import annotations

import re

EVERYDAY = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合因由其前外政四日社义事平形相全表间"
    "与关各重新线内数正心明原利比或但质第向条结解问意建月公无系情者最立代通并提题党展五果料员位常文总次品式活设及管特件长基资流级"
    "图统接较将组见计别期根论运农指区强决被必先则任取据处市县省办规章项应按照单安全责位保障责务服权益院委会审核申请批准督检查罚款"
    "這為個國時來們對會發動過產種後學經進著電現實體機當點從業應開還義間與關線內數質條結問無係軍題黨員總設長資級圖統較將組見計別運"
    "農區強決則據處縣辦規項單責務權審請準檢"
)
_HAN = re.compile("[\u3400-\u9fff]")


def everyday_share(text: str) -> tuple[float, int]:
    """Share of everyday characters among the Han characters of ``text``, and how many Han characters there are.

    >>> everyday_share("公民有权对国家机关提出意见")[0] > 0.8, everyday_share("犐犆犛犔犌犕犜")[0]
    (True, 0.0)
    """
    han = _HAN.findall(text)
    if not han:
        return 0.0, 0
    return sum(map(EVERYDAY.__contains__, han)) / len(han), len(han)
