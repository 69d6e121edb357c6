"""Names of places beyond GB/T 2260, as they stand in policy texts: countries and special zones; and words that a place
name is only a part of. Data of ``extract.regions``."""

from __future__ import annotations

COUNTRIES = (
    "美国 日本 德国 英国 法国 韩国 俄罗斯 加拿大 澳大利亚 新西兰 意大利 西班牙 葡萄牙 荷兰 比利时 瑞士 瑞典 挪威 芬兰 丹麦 奥地利 波兰 希腊 爱尔兰 冰岛"
    " 匈牙利 捷克 罗马尼亚 乌克兰 土耳其 以色列 沙特阿拉伯 阿联酋 伊朗 伊拉克 埃及 南非 尼日利亚 肯尼亚 埃塞俄比亚 坦桑尼亚 印度 巴基斯坦 孟加拉国 斯里兰卡 尼泊尔 蒙古国"
    " 朝鲜 越南 老挝 柬埔寨 泰国 缅甸 马来西亚 新加坡 印度尼西亚 菲律宾 文莱 哈萨克斯坦 吉尔吉斯斯坦 塔吉克斯坦 乌兹别克斯坦 土库曼斯坦 巴西 阿根廷 智利 秘鲁 墨西哥 古巴 委内瑞拉"
    " 苏联 联邦德国"
).split()
"""Countries by the names in use in Chinese official texts (Ministry of Foreign Affairs)."""

ZONES = (
    "雄安新区 雄安 浦东新区 滨海新区 两江新区 舟山群岛新区 兰州新区 南沙新区 西咸新区 贵安新区 西海岸新区 金普新区 天府新区 湘江新区 江北新区 福州新区 滇中新区"
    " 哈尔滨新区 长春新区 赣江新区 郑东新区 前海深港现代服务业合作区 横琴粤澳深度合作区 横琴新区 河套深港科技创新合作区 海南自由贸易港 临港新片区 虹桥国际中央商务区"
    " 张江科学城 中关村国家自主创新示范区 长三角生态绿色一体化发展示范区 北京城市副中心 苏州工业园区 上海自贸试验区 海南岛 三峡库区 东北地区 西北地区 西南地区 华北地区 华东地区 华南地区 长三角地区 珠三角地区 京津冀地区"
).split()
"""National new areas and cooperation zones (decisions of the State Council)."""

ZONE_ENDS = (
    "经济技术开发区 高新技术产业开发区 高新技术开发区 经济开发区 高新区 经开区 开发区 自由贸易试验区 自贸试验区 自贸区 自由贸易港 自贸港 经济特区 综合保税区 保税港区 保税区"
    " 新片区 片区 国家自主创新示范区 创新示范区 一体化示范区 示范区 合作区 城市副中心 旅游度假区 度假区 商务区 工业园区 工业园 工业区 产业园区 科技园 地区 新区 新城"
).split()
"""Ends of the names of zones: 石河子|高新区, 中国（上海）|自由贸易试验区."""

NOT_AFTER = (
    "路 街 大道 大街 广场 江 河 湖 港 湾 山 岛 站 机场 海峡 日报 晚报 大学 学院 冬奥 奥运 亚运 世博 大屠杀 人大网 号 话 菜 籍 牌 宾馆 饭店 会展 国际日 证券交易所 期货交易所 港务"
    " 村 乡 镇 庄 屯 同胞 人民币 海关 海事 特色 结算 时间 居民"
).split()
"""Words that take a short place name into a name of something else: 北京|冬奥会, 苏州|河."""

COUNTRY_PLACE = "境内 境外 领域 领海 领土 领空 管辖 内水 海域 内地 大陆 市场 居住 定居".split()
"""What makes 中国 and 中华人民共和国 a place and not the state: 中国|境内."""
