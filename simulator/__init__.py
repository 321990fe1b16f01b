"""A pretend Telegram: a strict local Bot API, people to act as, and a page to watch. It knows nothing of Gridbee.

    async with Simulator() as sim:
        bot = sim.world.add_bot()                        # point the bot at sim.url with bot.token
        wang = sim.world.add_user("王阿姨")
        group = sim.world.add_group("3号楼", members=[wang], admins=[bot])
        photo = wang.sends(group, photo=jpeg, caption="电梯坏了")
        card = await sim.until(lambda: group.visible[1])  # what the bot answered
        press = wang.presses(card, "已解决")
        await sim.until(lambda: press.answer)

Where to look: server.Simulator starts it, world.World furnishes it, street.Person acts, faults.Faults troubles it,
control.py is the same over HTTP, api.py the Bot API. In the middle lies state.State, plain and without input or output.
Left out on purpose: Markdown, polls, payments, games, stories, inline mode, business accounts, forum topics.
"""
