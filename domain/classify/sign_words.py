"""The little words that turn a sentence: not, afraid, done, thanks, notice, please, elsewhere, all is well.

Each is a pattern over normalised text. Longer words come before the shorter ones that they hold.
"""

import re

from domain.wording import any_of

# Right before a word: it is said not to be so. 是不是 and 有没有 ask instead.
DENIED = re.compile(r"(?:没有?|未|并?不是|并非|不再|不会|没再|不用|无须|别|not |no longer |isn't |n't )$")
DENIAL_ENDS = tuple("没有未是非再会用须别 ")
ASKED = re.compile(r"(?:是不是|有没有|会不会|要不要|能不能|是否|差点没|忍不住|还没有?)$")

# Before a word in the same clause: it is not there now; somebody fears it, warns of it, or says that it happens often.
FEARED = re.compile(
    any_of(
        "怕 担心 担忧 万一 容易 易 会不会 要是 如果 假如 一旦 谨防 防止 避免 预防 严防 小心 当心 提防 可能 "
        "引发 引起 引来 导致 造成 酿成 隐患 差点 险些 差一点 好像要 搞不好 迟早 早晚 等着 真要 真的会 多危险 "
        "危险性 风险 出了事 出事 屡次 屡屡 经常 频繁 时常 多次 一再 曾经 上次 常年 afraid might could risk "
        "in_case if_"
    )
    + "|真$"
)
FEARED_AFTER = re.compile(
    r"^.{0,4}" + any_of("怎么办 咋办 谁负责 怎么得了 就晚了 就完了 了得 的风险 隐患 风险 的危险 事故怎么")
)
WORRY = re.compile(f"{FEARED.pattern}|{any_of('怎么办 咋办 谁负责 怎么得了 就晚了 就完了 了得 事故怎么')}")
SEEN = re.compile(any_of("闻到 看到 看见 正在 已经 快来 快叫 救命 119 120 110 现在 刚刚 着了 起来了"))

_WORKS = any_of(
    "摘除 修理 修补 修复 抢修 修 填 通 换 装 弄 搞 处理 解决 清理 清运 清扫 清 打扫 疏通 恢复 整改 整治 维修 "
    "维保 更换 安装 补 铲 摘 摘除 拆 锯 剪 割 拖 搬 移 挪 扑 撤 查 找 收 倒 扫 洗 刷 抓 关 接 焊 盖 改造"
)
# In what is said of a danger: it is not so, or it was so long ago. Words of danger themselves hold none of these.
NOT_NOW = re.compile(
    r"(?<![有停完])(?:没有?|未|不是|不会|不再|没再)[冒着起漏在再见闻看到]*(?:火|烟|冒|漏|触|困|晕|塌|掉|煤|燃|味)"
    r"|[冒着起漏困晕塌触][^,。!?]{0,2}过(?!去|来|敏)"
    r"|\bno (?:longer|more|gas|fire|flames?|smoke|sparks?|leaks?|one|danger)\b"
    r"|(?:\b(?:not|never)|(?:is|are|was|were)n't)\b(?! breath| respond| conscious| mov| wak| answer)|"
    + any_of(
        "去年 前年 以前 从前 之前 当年 那年 那次 上次 上回 上周 上个月 上月 几年前 年前 月前 小时候 曾经 演习 演练 "
        "last_year last_month last_week last_time last_winter last_summer years_ago months_ago weeks_ago used_to "
        "fire_drill"
    )
)
# A thing is done, or has stopped by itself.
DONE = re.compile(
    rf"{_WORKS}(?:好|完|妥|完毕|完成|成功)+(?:啦|了(?!没)|咯|喽|,|。|!|$)"
    rf"|{_WORKS}(?:掉|走|通|灭|到|平|上|干净)+(?:啦|了|咯|喽)"
    rf"|(?:都|全|全部|终于|总算|统统){_WORKS}[^,。!?]{{0,3}}(?:了|啦)|换成[^,。!?]{{1,6}}了|补种了"
    rf"|已(?:经)?(?:被|给)?[^,。!?]{{0,3}}{_WORKS}|已经?(?:关|好|来|到)了"
    r"|不(?:漏|堵|吵|臭|停电|停水|漏水|卡|闪|响|抖|滑|冒)了"
    r"|(?:水|电|暖气|热水|信号)(?:又|终于|都|也)?来了|(?:灯|路灯)(?:终于|又|都|也)?(?:重新)?亮(?:了|堂|起来)"
    r"|恢复(?:了|正常|供|运行|通|使用)|热(?:乎)?了|(?<!就)好了$|出来了,|帮我.{0,8}了"
    r"|(?:修|处理|清理|更换|维护|疏通|改造)得(?:真|很|挺|不错|特别|太)|"
    + any_of(
        "正常了 ,没事 没事了 没啥事 没事, 虚惊一场 误会 搞定 干净多了 干净了 不用来了 好多了 退了 通了 结束了 找到了 "
        "代办了 消失了 is_fixed are_fixed been_fixed works_now working_now is_back solved resolved is_gone "
        "found_him found_her fixed_the"
    )
)
# Before a word of doing: it is not done, it is asked for.
NOT_DONE = re.compile(
    any_of(
        "没有 没人 没 未 不及时 不到位 不 还没 无人 无法 何时 何日 什么时候 啥时候 几时 多久 能不能 能否 "
        "可不可以 请 希望 麻烦 尽快 赶紧 赶快 快点 需要 要求 要 恳请 请求 建议 想 得 等 迟迟 谁来 谁 才能 怎么 "
        "难"
    )
    + r"[^,。!?]{0,6}$"
)
# It came back, or the sentence goes on with a "but".
AGAIN = re.compile(
    any_of(
        "又 还是 依然 仍 再次 没几天 不到 没两天 没多久 但 可是 不过 结果 反复 老是 就坏 然后 白修 越修 只修 "
        "刚修 才修 说要 说好 说是 说 修好了没 修好了吗 了没 了吗 没有? 可"
    )
)
THANKS = re.compile(
    any_of(
        "感谢 谢谢 多谢 谢啦 点赞 点个赞 辛苦了 辛苦啦 表扬 给力 赞一个 真棒 夸夸 好评 送锦旗 感动 👍 👏 🌹 thank "
        "great_job well_done"
    )
)
# Thanks at the end, which may be in advance, and thanks that mean the opposite.
CLOSING = re.compile(
    r"[,。!?~ 🙏]+(?:谢谢|多谢|谢了|谢啦|感谢|辛苦|拜托|麻烦|thanks|thank you|thx)"
    r"(?:了|啦|您|你|大家|各位|各位领导|师傅|物业|书记|领导|in advance| a lot| so much)*[!。~ 🙏]*$|[!。~ ]*🙏+$"
)
IRONIC = re.compile(
    r"(?:感谢|谢谢|多谢|托)[^,。!?]{0,8}(?:让|害|逼|赐|的福)|可真行|真行啊|真会省|答应[^,]{0,8}(?:影子|没来|没人)|真是棒|真会|真有你|呵呵|棒棒哒|好样的|不愧是|又双叒|真是绝了"
)
RELAPSE = re.compile(any_of("又 还是 依然 仍 再次 没几天 没两天 没多久 反复 白修 越修"))
NOTICE = re.compile(
    r"^(?:禁止|严禁|谢绝)|违者|^[\[【(#]?(?:重要|紧急)?(?:通知|公告|温馨提[示醒]|通告|提示|提醒|预警|好消息|告知|启事|停[水电气](?:通知|公告))"
    r"|^(?:notice|reminder|announcement)"
    r"|(?:通知|公告|温馨提[示醒]|提醒大家|警方提示)[:\]】)]"
    r"|^(?:各位|尊敬的|亲爱的)(?:业主|居民|邻居|车主|家长|住户)[^?]{0,40}"
    r"(?:将|请|暂停|停用|通知|免费|活动|报名|欢迎|周年|半价|检修|年检|新年好|快乐)|(?:特此|敬请)(?:通知|谅解|留意|周知|告知)"
    r"|提醒您|宣传[::]|规定[::]|请[^,。!?]{1,14}(?:自觉|停放至|勿|按时|互相体谅|提前)"
    r"|请(?:各位|大家|广大|居民|业主|车主|住户|提前|注意|做好|看管|关好|收好|互相转告|绕行|配合|留意|勿)"
    r"|关于[^,。]{2,20}的(?:通知|公告|通告|倡议)|欢迎(?:报名|参加|大家|来)|转发[:街社市]|"
    + any_of(
        "将于 定于 计划于 拟于 届时 自即日起 即日起 志愿者招募 反诈宣传 小知识 will_be_shut will_be_off "
        "will_be_closed will_be_cut will_be_turned will_be_suspended for_maintenance please_be_advised "
        "please_note please_don't"
    )
)
REQUEST = re.compile(
    r"请(?!各位|大家|问)|[清修看弄换拉搬拖补查扫疏通处理协调]{1,2}一?下|辛苦(?:安排|派|帮|来|看|处理|师傅)|"
    + any_of(
        "麻烦 求 拜托 能不能 能否 可否 希望 建议 要求 恳请 投诉 反映 举报 上报 反馈 报修 诉求 赶紧 尽快 快来 "
        "谁来 谁管 没人管 管不管 管一管 管管 派人 来人 看看 怎么办 什么时候修 什么时候能修 何时修 啥时候修 "
        "找谁报修 有人管吗 无人 存在 严重 影响 隐患 问题 长期 多次 please help can_someone somebody"
    )
)
WONDER = re.compile(
    any_of(
        "怎么走 怎么换 多少钱 多少一平 交多少 几点 哪里 哪家 哪个 推荐 谁家有 谁有 谁知道 谁会 借个 借我 借一 借用 "
        "能借 拼车 recommend what_time does_anyone anyone_know anyone_going anyone_up anyone_selling anyone_have"
    )
    + r"|怎么(?:线上|网上|自己)?(?:交|缴|办理|弄|用|收费$|补办|换|查|开通|充值|录入|领|预约|报名|找回|登记|取件|寄)"
    + r"|(?:去哪|在哪|到哪)儿?(?:补|办|交|缴|领|买|充|查|寄|洗|打|停|看)|可以(?:刷卡|养|封|摘|复制)[^,。!?]{0,4}吗"
    + r"|有没有(?:一起|人(?!管|修|来|能|看|上门|处理))|一起(?:去|打|跳|玩|吃|约|买|遛|跑|爬|看|拼)"
)
# It happened elsewhere, or only on a screen.
ELSEWHERE = re.compile(
    r"以前(?:住|的小区)|别的(?:小区|城市)|(?:我们|我|他们|去|在|来)(?:公司|单位|厂|学校|办公室)"
    r"|(?:^|[,。!? ])(?:公司|单位|学校|办公室|商场|医院)"
    r"(?:里|楼下|的?(?:电梯|厕所|食堂|空调|停车|门口)|停|又|今天|昨天)"
    r"|(?<!建议多放)(?<!希望多放)(?:电影|电视剧)里|(?:the|my|our) office|on (?:tv|the news)|"
    + any_of(
        "新闻 抖音 快手 朋友圈看 网上 视频里 刷到 听说 老家 娘家 旅游 隔壁市 隔壁城市 梦见 梦到 今天路上 上班路上 "
        "孩子说学校"
    )
)
# Said of a mood, a body, the weather or money: 笑到漏气, 嗓子冒烟, 心态崩了.
FIGURATIVE = re.compile(
    r"(?:笑|哭|[天太]?热|[天太]?冷|辣|累|困|气|忙|急|馋|饿|渴|烦|美|帅|穷|卷)(?:得|到|死|成|炸|瘫)"
    r"|(?:嗓子|喉咙|嘴巴?|胃里?|肚子|(?<![小中爱关放担当安热粗真点重])心[里态情]?|脑子|脑袋|脑壳|眼睛|眼皮|腰|膝盖|血压|头发|脖子|胳膊"
    r"|钱包|账户|股市?|股票|基金|球队|作业|考试|论文|老板|客户|甲方|队友|偶像|火锅|太阳|天气?)"
    r"(?:都|快|要|像|又|被|直|得|就|里|上|已经|彻底|真的|都要|快要)*(?:着火|冒[烟火]|炸|崩|断|漏|堵|裂|坏|塌|碎|废|骤停|动不了|抬不起|进水|短路|掉|凉)"
)
# All is well with the thing that is named.
FINE = re.compile(
    r"真(?:好|棒|香|漂亮|干净|稳|方便|贴心|美|快|给力)|太(?:好|棒|方便)|好(?:漂亮|美|香|干净)"
    r"|挺(?:顺|稳|快|精神|客气|干净|热闹|好)|很(?:好|方便|干净|漂亮|负责|稳)|"
    + any_of(
        "不错 安心 好着呢 亮堂 舒服 正好 爱玩 比以前 安静 清静 整洁 放心 没坏 正常 方便了 方便, 亮得很 擦得 "
        "扫得 喜庆 热闹 有福"
    )
)
NOT_FINE = re.compile(
    r"不(?:太)?正常|比以前(?:更|还|差)|"
    + any_of("不放心 不安静 没安静 没有安静 但 可是 就是 不过 却 反而 才 本来 昨天还 之前还 原来 还真 可真 真是")
)
# What may stand beside a thing and its fault without saying anything: whose, where, since when, please.
SMALL = re.compile(
    r"(?:[0-9]+|[一二三四五六七八九十]+|[a-z甲乙丙丁东西南北中负])(?:号楼|栋|幢|座|单元|楼|层|室|号|区|边|面|门)|b[1-4](?![0-9])|"
    + any_of(
        "我们 你们 咱们 大家 小区 家里 我家 楼里 整栋 全楼 楼下 楼上 门口 这边 这里 那边 今天 昨天 刚刚 现在 晚上 早上 "
        "半夜 好几天 几天 两天 一直 总是 老是 经常 天天 怎么办 怎么 物业 社区 师傅 麻烦 请 处理 报修 求助 投诉 反映 "
        "停车场 车库 地库 大堂 大厅 楼道 走廊 和 一下 尽快 赶紧 快来 看看 派人 谁管 管管 有人 没人管 没人修 救命 "
        "救急 谢谢"
    )
    + "|[了的啊呀吧又还都好太很求修个有是在也就被把给里上再死全多大]"
)
# After the name of a thing: it is where something is, not what it is about (健身器材旁边水管爆了).
_NEXT_TO = any_of("旁边 旁 边上 边有 附近 对面 后面 下面 那边 那儿 那里 隔壁 斜对 next_to")
NEXT_TO = re.compile(_NEXT_TO)
BESIDE = re.compile(f"{_NEXT_TO}|{any_of('跟前 前面')}")
# Where people are, before who they are or what they do to each other (单元门口有人打架, 楼下吵起来了).
_PEOPLE = (
    r"(?:又|正|刚才|刚刚|现在|好像|总是?|老是?|经常|一直|天天|今天|昨天|晚上|半夜|都?在)*"
    r"(?:有?(?:很多|好多|好几|几|两|二|三|四|一|俩)?(?:个|群|帮|伙|拨|对)?(?:大|小|年轻|陌生)?"
    r"(?:人|男的|女的|男人|女人|男子|女子|夫妻|小伙)|"
    + any_of("打架 打起来 打成 吵架 吵起来 骂起来 动手 动刀 互殴 斗殴")
    + ")"
)
SCENE = re.compile(
    r"(?<!楼上)(?:(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})(?:号楼|栋|幢|座|单元|号)){0,3}"
    r"(?:小区|单元|楼栋?|大楼|我家|家|学校)?(?:"
    + any_of(
        "门口 大门口 楼下 楼前 楼后 楼道口 楼道 楼梯口 楼梯间 楼梯 走廊 过道 大厅 大堂 门厅 电梯口 电梯厅 电梯间 入口 "
        "出口 车库入口 车库出口 车库门口 车库 地库入口 地库出口 地库 停车场 广场 花园 凉亭 亭子 操场 球场 篮球场 "
        "健身区 路口 路边 路上 马路上 马路边 北门 南门 东门 西门 正门 后门 侧门 门岗 岗亭 门卫室 棋牌室 活动室 "
        "空地 草坪 院子"
    )
    + f")(?:里面|外面|这边|那边|这里|那里|这儿|那儿|里|外|上|这|那|处)?(?={_PEOPLE})"
)
SCENE_NEEDS = frozenset("人男女夫伙打吵骂手刀互斗")
"""Without any of these there is none."""
