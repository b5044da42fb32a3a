"""Invented people with names that fit the place."""

from ops.demo.houses import chance
from ops.demo.houses.shape import Person

_FAMILIES = (
    ("王", "Wang"), ("李", "Li"), ("张", "Zhang"), ("刘", "Liu"), ("陈", "Chen"), ("杨", "Yang"), ("赵", "Zhao"),
    ("黄", "Huang"), ("周", "Zhou"), ("吴", "Wu"), ("徐", "Xu"), ("孙", "Sun"), ("胡", "Hu"), ("朱", "Zhu"),
    ("高", "Gao"), ("林", "Lin"), ("何", "He"), ("郭", "Guo"), ("马", "Ma"), ("罗", "Luo"), ("梁", "Liang"),
    ("宋", "Song"), ("郑", "Zheng"), ("谢", "Xie"), ("韩", "Han"), ("唐", "Tang"), ("冯", "Feng"), ("于", "Yu"),
    ("董", "Dong"), ("萧", "Xiao"), ("程", "Cheng"), ("沈", "Shen"), ("袁", "Yuan"), ("邓", "Deng"), ("许", "Xu"),
    ("傅", "Fu"), ("曾", "Zeng"), ("彭", "Peng"), ("吕", "Lü"), ("苏", "Su"), ("蒋", "Jiang"), ("蔡", "Cai"),
)  # fmt: skip
_GIVEN = (
    ("静怡", "Jingyi"), ("雨桐", "Yutong"), ("思琪", "Siqi"), ("晓燕", "Xiaoyan"), ("佳宁", "Jianing"),
    ("丽娜", "Lina"), ("文静", "Wenjing"), ("欣然", "Xinran"), ("梦瑶", "Mengyao"), ("雪莹", "Xueying"),
    ("晨曦", "Chenxi"), ("若兰", "Ruolan"), ("子涵", "Zihan"), ("婉清", "Wanqing"), ("慧敏", "Huimin"),
    ("春梅", "Chunmei"), ("秀芳", "Xiufang"), ("海燕", "Haiyan"), ("志远", "Zhiyuan"), ("俊杰", "Junjie"),
    ("明轩", "Mingxuan"), ("浩然", "Haoran"), ("嘉树", "Jiashu"), ("云帆", "Yunfan"), ("立新", "Lixin"),
    ("可心", "Kexin"), ("依诺", "Yinuo"), ("诗涵", "Shihan"), ("乐怡", "Leyi"), ("安琪", "Anqi"),
    ("月明", "Yueming"), ("青禾", "Qinghe"), ("知夏", "Zhixia"), ("予安", "Yu’an"), ("清越", "Qingyue"),
)  # fmt: skip


def chinese(house: str, outlet: str, *, role: str) -> Person:
    """Somebody for a store: the same person each time, her address told apart by the store's code."""
    family, family_latin = chance.pick(_FAMILIES, house, outlet, role, "family")
    given, given_latin = chance.pick(_GIVEN, house, outlet, role, "given")
    plain = f"{given_latin}.{family_latin}".lower().replace("’", "").replace("ü", "v")
    return Person(
        name=f"{family}{given}",
        latin_name=f"{family_latin} {given_latin}",
        family=family,
        given=given,
        email=f"{plain}.{outlet.lower()}@example.com",
        role=role,
        language="zh-Hans",
        outlets=(outlet,),
    )
