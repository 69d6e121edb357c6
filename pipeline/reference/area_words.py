"""Words that only look like area names, and the endings and letters of real ones: the data of ``reference.areas``."""

from __future__ import annotations

import re

PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔"
    " 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各"
).split()
"""The peoples as they stand, with 族, in the names of autonomous areas (各族自治县 included)."""

_PEOPLE = "|".join(sorted((people + "族" for people in PEOPLES), key=len, reverse=True))
STEM_TAIL = re.compile(
    rf"(?:(?:{_PEOPLE}|(?<=..)(?:维吾尔|哈萨克|蒙古|柯尔克孜|塔吉克|锡伯|鄂温克|达斡尔))*自治[区州县旗]"
    r"|特别行政区|地区|新区|矿区|林区|特区|左翼[前中后]旗|右翼[前中后]旗|[省市县区旗盟])$"
)
"""The generic end of an area name; what stands before it is its short form (延边朝鲜族自治州 → 延边)."""

PROVINCE_LETTERS = dict(
    zip(
        "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕秦甘陇青宁新蒙台港澳",
        (
            "110000 120000 310000 500000 130000 140000 210000 220000 230000 320000 330000 340000 350000 360000 370000 410000 420000"
            " 430000 440000 450000 460000 510000 510000 520000 520000 530000 530000 540000 610000 610000 620000 620000 630000 640000"
            " 650000 150000 710000 810000 820000"
        ).split(),
        strict=True,
    )
)
"""One-letter names of the provinces (浙政发, 京津冀)."""

HOMOGRAPHS = frozenset(
    # full names that are plain words
    "城区 新区 矿区 市区 郊区 东区 西区 山区 港区 湖区 林区 特区 老城区 新城区 城关区 新市区 市中区 城中区 城东区 城西区 城北区 城南区"
    " 东城区 西城区 河东区 河西区 江东区 江北区 港口区 海港区 南市区 北市区 双城区 旧城区 大名县 民乐县 长城区 城郊区 沿河区 边区"
    # full names that straddle two words: 市|和县级, 相应|城市, 部门|会同|县级
    " 和县 应城市 项城市 海城市 都市 立山区 会同县 冠县 新建县 成县 文县 环县 理县 开县 忠县 高县 丰县 单县 容县 道县 宁县 应县 代县 户县"
    " 兴县 新县 南县 安县 万县 华县 金县 任县 云县 康县 礼县 黄县 吉县 沙县 连县 定县 深县 复县 范县 陵县 林县 青县 景县 温县 贵县 均县 巴县 叶县 凤县 洋县 花县 茂县 商县 密县 房县 达县 泰县 南区 北区 锦县 临县 横县 灌县 资源县 南部县 公园区 动力区 友好区 站前区 市郊区 兴业县 平安县 延长县 富裕县 清水县 长子县 大方县 平定县 安定区 新建区 新源县 前进区 解放区 农安县 通县 随县 郊县 富县 义县 古县 大城县 中方县 共和县 大同县 新兴县 兴国县 富民县 惠民县 连城县 增城市 中山区 南山区 西山区 北山区"
    # short names that straddle two words: 重|大庆|典, 停|运城|镇, 普|通化|妆品
    " 大同 合肥 长治 中山 海口 山南 四平 大庆 南通 三明 通化 新余 内江 定西 南平 安庆 海东 海西 海北 黄南 江门 运城 河源 大理 怒江 台州 金华"
    " 安顺 吉安 延安 清远 阳江 长春 伊春 宜春 广安 保定 黄石 白山 白城 中卫 吴忠".split()
)
"""Taken only where no Chinese character, or another area name, stands to the left."""

COMMON_STEMS = frozenset(
    "资源 合作 比如 南部 解放 公园 动力 前进 港口 公安 友好 通道 城中 城北 城东 城西 城南 平安 中方 安定 延长 光明 新兴 运河 四方 万年 东风 光泽 南岸 会同 工农 富裕 清水 复兴 清新 宏伟 平定 振兴 露天 大方"
    " 互助 建平 平和 名山 三门 大观 台前 方城 丰满 永新 双桥 保康 市郊 高台 无为 民权 同心 平房 定远 西郊 东郊 新建 新民 富民 惠民 爱民 水城 老城 民和 开化 定边 兴业 兴化 新会 新化 民乐 乐业 安居 大兴 长安 新城"
    " 西部 东部 中部 北部 沿河 山阳 永定 和平 兴国 文成 安化 宣化 桥头 门源 天等 太和 大名 新源 天台 东城 西城 商业 固定 合水 共和 大化 仙游 平利".split()
)
"""Short names of counties that are plain words: never taken without their generic ending."""

PLAIN_WORDS = frozenset(
    "日照 白银 来宾 安康 东方 朝阳 北海 红河 阿里 兴安 文山 和田 天水 普洱 玉树 高平 和县 城区 新区 矿区 市区 郊区 特区 山区".split()
)
"""Taken only beside another area name, which says that a place is meant."""

NOT_AFTER = {
    "河北": "运黄淮沿内大",
    "海南": "沿临近",
    "河南": "黄淮运",
    "湖南": "太沿环",
    "湖北": "太沿环",
    "山东": "太",
    "江西": "长",
}
"""Characters before a name that make another word of it: 运河|北, 沿海|南部."""

NOT_BEFORE = {
    "和县": "级以人（(（域市区、",
    "河南": "岸部侧",
    "河北": "岸部侧大",
    "冠县": "路级",
    "湖南": "岸部侧",
    "湖北": "岸部侧路",
    "山东": "部侧麓坡",
    "山西": "部侧麓坡",
    "江西": "岸部侧",
    "海南": "部",
    "中山": "路装公广",
    "黑龙江": "、的水",
}
"""Characters after a name that make another word of it: 太湖南岸, 中山路, 黑龙江、松花江."""
