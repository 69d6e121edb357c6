"""The patterns behind what is known of a clause beside its words: its label, the actors of its norms, the heading above it."""

from __future__ import annotations

import re

LABELS = {
    "article": re.compile(r"\s*第"),
    "article 1": re.compile(r"\s*第[一1]条"),
    "article 2": re.compile(r"\s*第[二2]条"),
    "article 3": re.compile(r"\s*第[三3]条"),
    "article 4–6": re.compile(r"\s*第[四五六4-6]条"),
    "article 7–9": re.compile(r"\s*第[七八九7-9]条"),
    "article 10–19": re.compile(r"\s*第(?:十.?|1\d)条"),
    "brackets": re.compile(r"\s*[（(]"),
    "comma": re.compile(r"\s*[一二三四五六七八九十]+、"),
    "digit": re.compile(r"\s*\d"),
}
SUBJECTS = {
    "government": re.compile(r"政府|部门|机关|委员会|国务院|国家|[局厅]|公安|海关|法院|检察|本市|本省|各地区"),
    "private": re.compile(r"单位|个人|企业|公民|经营|当事人|申请人|业主|职工|人员|公司|者|学校|医院|[人户]$"),
    "assembly": re.compile(r"代表|常务委员会|主席团|会议|选举|议案"),
}
HEADINGS = {
    name: re.compile(pattern)
    for name, pattern in {
        "总则": "^总[则纲]|^总$",
        "附则": "^附",
        "法律责任": "责任|罚",
        "监督": "监督|检查|考核|监管",
        "保障": "保障|扶持|促进|激励|鼓励|支持|奖励",
        "程序": "程序|申请|登记|受理|审批|审查|许可|审核|办理|备案",
        "会议": "选举|会议|表决|立法|审议|议案|法规",
        "组织": "机构|职责|组织|体系|人员|领导",
        "权利": "权利|义务|权益|规范",
        "经营": "经营|生产|服务|销售|使用|运营",
        "规划": "规划|建设",
        "保护": "保护|防治|治理|利用",
        "条件": "设立|条件|资格|标准|要求",
        "经费": "经费|资金|税|费|基金|预算|补偿",
        "目标": "目标",
        "原则": "原则|指导思想|总体要求",
        "任务": "任务|措施|举措",
        "争议": "诉讼|仲裁|复议|审判|执行|调解|赔偿",
    }.items()
}
HEADING_NUMBER = re.compile(r"^第.{1,4}章|[#（）、一二三四五六七八九十]")
