"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

Every answer is `{"ok": true, "result": …}` or `{"ok": false, "error_code": …, "description": …}`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web

from simulator import answering, bot_methods, chat_methods, editing, sending
from simulator.faults import Drop, Fault, Faults
from simulator.floods import FloodGate
from simulator.params import Params, read_params
from simulator.people import Bot
from simulator.polling import WEBHOOK_ACTIVE, Pollers
from simulator.query import Query
from simulator.refusals import JsonDict, Refused, conflict
from simulator.state import Call, State
from simulator.webhooks import Described, Postman
from simulator.written import written

Method = Callable[[Query], Awaitable[object]]
NOT_FOUND = Refused(404, "Not Found")
UNAUTHORIZED = Refused(401, "Unauthorized")

METHODS: dict[str, Method] = {
    "getme": bot_methods.get_me,
    "logout": bot_methods.log_out,
    "close": bot_methods.close,
    "getfile": bot_methods.get_file,
    "setmycommands": bot_methods.set_my_commands,
    "getmycommands": bot_methods.get_my_commands,
    "deletemycommands": bot_methods.delete_my_commands,
    "setmyname": bot_methods.profile_setter("name", 64, "BOT_TITLE_INVALID"),
    "getmyname": bot_methods.profile_getter("name"),
    "setmydescription": bot_methods.profile_setter("description", 512, "BOT_DESCRIPTION_INVALID"),
    "getmydescription": bot_methods.profile_getter("description"),
    "setmyshortdescription": bot_methods.profile_setter("short_description", 120, "BOT_SHORT_DESCRIPTION_INVALID"),
    "getmyshortdescription": bot_methods.profile_getter("short_description"),
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.file_sender("document"),
    "sendvoice": sending.file_sender("voice"),
    "sendvideo": sending.file_sender("video"),
    "sendsticker": sending.file_sender("sticker"),
    "sendlocation": sending.send_location,
    "sendmediagroup": sending.send_media_group,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": editing.edit_message_media,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "setmessagereaction": editing.set_message_reaction,
    "pinchatmessage": editing.pin_chat_message,
    "unpinchatmessage": editing.unpin_chat_message,
    "answercallbackquery": answering.answer_callback_query,
    "getchat": chat_methods.get_chat,
    "getchatmember": chat_methods.get_chat_member,
    "getchatadministrators": chat_methods.get_chat_administrators,
    "getchatmembercount": chat_methods.get_chat_member_count,
    "leavechat": chat_methods.leave_chat,
    "createchatinvitelink": chat_methods.create_chat_invite_link,
    "revokechatinvitelink": chat_methods.revoke_chat_invite_link,
    "approvechatjoinrequest": chat_methods.approve_chat_join_request,
    "declinechatjoinrequest": chat_methods.decline_chat_join_request,
}


class BotApi:
    """Answers the bots' calls against one state, with the troubles planned in `faults`."""

    def __init__(self, state: State, faults: Faults) -> None:
        self.state = state
        self.faults = faults
        self.unknown_tokens = 0
        """How many calls came with a token that no bot has, or has any more."""
        self.pollers = Pollers()
        self.postman = Postman(state, self.pollers)
        self.methods = METHODS | {
            "getupdates": self._get_updates,
            "setwebhook": self.postman.set_webhook,
            "deletewebhook": self.postman.delete_webhook,
            "getwebhookinfo": self.postman.get_webhook_info,
        }

    async def close(self) -> None:
        """End waiting polls and deliveries."""
        self.pollers.close()
        await self.postman.close()

    def add_routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token:[^/]*}/{method}", self.handle)
        app.router.add_get("/file/bot{token:[^/]*}/{path:.+}", self.handle_file)

    async def handle(self, request: web.Request) -> web.Response:
        """One call of one bot."""
        if self.faults.is_down(self.state.clock()):
            return _broken(request)
        if self.faults.latency:
            await asyncio.sleep(self.faults.latency)
        bot = self.state.bots.get(request.match_info["token"])
        if bot is None or bot.logged_out:
            self.unknown_tokens += 1
            return _refusal(UNAUTHORIZED if ":" in request.match_info["token"] else NOT_FOUND)
        name = request.match_info["method"]
        params, after = Params({}), list[Fault]()
        try:
            params = await read_params(request)
            faults = self.faults.next_for(name, params.text("chat_id"))
            if faults and (before := await _meet(faults)):
                return _broken(request, before)
            after = [fault for fault in faults if fault.drop is Drop.AFTER]
            result = await self._answer(Query(self.state, bot, name, params))
        except Refused as refused:
            self._note(bot, name, params, refused.code, refused.as_json())
            return _broken(request, after) if after else _refusal(refused)
        answer = self._success(bot, name, params, result)  # it acted, whether or not the caller will hear of it
        return _broken(request, after) if after else answer

    async def _answer(self, query: Query) -> object:
        method = self.methods.get(query.method.lower())
        if method is None:
            raise NOT_FOUND
        gate, name = self.faults.gate, query.method.lower()
        if gate is not None and name.startswith(gate.limits.counted) and name != "sendchataction":
            self._count(gate, query)
        return await method(query)

    def _count(self, gate: FloodGate, query: Query) -> None:
        chat_id = query.params.whole("chat_id")
        chat = self.state.chats.get(chat_id) or self.state.private.get((query.bot.id, chat_id))
        media = query.params.json("media") if query.method.lower() == "sendmediagroup" else None
        gate.enter(query.bot.id, chat, self.state.clock(), len(media) if isinstance(media, list) else 1)

    async def _get_updates(self, query: Query) -> "Written":
        if query.bot.webhook is not None:
            raise conflict(WEBHOOK_ACTIVE)
        return Written(f"[{','.join(await self.pollers.take(query))}]")

    def _success(self, bot: Bot, name: str, params: Params, result: object) -> web.Response:
        if isinstance(result, Written):
            self._note(bot, name, params, 200, {"ok": True})
            return web.Response(text=f'{{"ok":true,"result":{result}}}', content_type="application/json")
        if isinstance(result, Described):
            answer = {"ok": True, "result": result.result, "description": result.description}
        else:
            answer = {"ok": True, "result": result}
        self._note(bot, name, params, 200, answer)
        return _json(answer)

    def _note(self, bot: Bot, name: str, params: Params, code: int, answer: JsonDict) -> None:
        if self.state.keep_calls:
            self.state.calls.append(Call(bot, name, params.noted(), code, answer, self.state.clock()))

    async def handle_file(self, request: web.Request) -> web.Response:
        """A file's bytes, by the path getFile told."""
        if self.faults.is_down(self.state.clock()):
            return _broken(request)
        bot = self.state.bots.get(request.match_info["token"])
        if bot is None:
            return _refusal(UNAUTHORIZED)
        faults = self.faults.next_for("file", "")
        try:
            if faults and (before := await _meet(faults)):
                return _broken(request, before)
        except Refused as refused:
            return _refusal(refused)
        stored = self.state.files.by_path(request.match_info["path"])
        if stored is None:
            return _refusal(NOT_FOUND)
        data = next((fault.instead for fault in faults if fault.instead is not None), stored.data)
        return web.Response(body=data, content_type="application/octet-stream")


class Written(str):
    """A result that is JSON already."""

    __slots__ = ()


async def _meet(faults: list[Fault]) -> list[Fault]:
    """Wait and refuse as planned; what breaks the connection before acting."""
    for fault in faults:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.error is not None:
            raise fault.error
    return [fault for fault in faults if fault.drop is Drop.BEFORE]


def _json(answer: JsonDict, status: int = 200) -> web.Response:
    return web.Response(text=written(answer), status=status, content_type="application/json")


def _refusal(refused: Refused) -> web.Response:
    return _json(refused.as_json(), refused.code)


def _broken(request: web.Request, faults: Iterable[Fault] = ()) -> web.Response:
    """Cut the line; what is returned here reaches nobody."""
    for fault in faults:
        if fault.do is not None:
            fault.do()
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=503)
