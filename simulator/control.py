"""The people's side over HTTP, for other processes and for a chat page. Everything is JSON unless said otherwise.

Reading
  GET  /sim/state                  {seq, now, users: [account], bots: [account + {token, pending}],
                                   chats: [{id, type, title}]}
  GET  /sim/state?user=1,2         {seq, now, phones: [phone]}; `newest=N` messages a chat (200)
  GET  /sim/messages?user=&chat=&before=&count=   {messages: [message]}, older ones, oldest first
  GET  /sim/events?user=1,2&since=SEQ             a WebSocket, or a text/event-stream, of JSON (without `user`:
                                   everything, for an onlooker). Starts after SEQ (or Last-Event-ID; default: now).
  GET  /sim/file/{unique_id}       the bytes; may be cached for ever
  GET  /sim/calls?since=N          {next, calls: [{method, params, ok, code, description, at}]}, what the bots did
Doing
  POST /sim/act {user, act, chat, …}   JSON; or multipart: the same fields as text, and files. `act` is one of
      sends            text | photos: [base64] or photo files (text is the caption) | sticker | location: [lat, lon];
                       reply_to: message id
      sends_document   one file, text is the caption
      starts           payload (chat is the bot)
      edits            message, text
      presses          message, button: data or label
      reacts           message, emoji (none takes it back)
      forwards         message, to: chat
      joins            link (or none)
      adds, removes, promotes, demotes   whom: user or bot id
      deletes, pins    message
      reads, types, blocks, unblocks, leaves, migrates
    -> {ok: true, messages: [message]} or {ok, press: answer} or {ok, chat: window} or {ok}; 400 {ok: false, error}
  POST /sim/users   {name, username?, language_code?}                      -> {ok, id}
  POST /sim/bots    {username, name?, token?}                              -> {ok, id}
  POST /sim/groups  {title, members: [id], admins: [id], supergroup?}      -> {ok, id}
  POST /sim/updates {bot, update}      queue a raw update for a bot
  GET|POST|DELETE /sim/faults          what goes wrong next; see faultplan.py

Shapes
  account {id, name, username, bot}
  phone   {me: account, chats: [window], notice: answer|null}
  window  {id, type, title, username, members, role, blocked, commands, pinned: [message id], unread, read_up_to, more,
           messages}; a private chat's id is the bot's, a group's is negative as everywhere
  message {id, kind, date, edited, from: account|null, as_chat: title|null, mine, text, entities (UTF-16 offsets),
           album, reply_to: {id, from, kind, text, deleted}|null, forwarded_from, buttons: [[{text, data, url}]],
           keyboard, reactions: [{emoji, count, mine, by}], versions, taken, silent,
           photo?: {url, thumb, width, height, bytes}, file?: {url, name, mime, bytes},
           details?: {location|contact|sticker}, service?: {as in the Bot API}}
  answer  {press, chat, message_id, data, pressed_at, answered, text, alert, url, answered_at}
  event   {seq, at, for?: user id, kind, chat, user?: account, …}; by kind
             message, edited, reaction   {message}
             deleted                     {message_id}
             pressed, answered           {press: answer}, only for who pressed
             typing                      {action}
             read                        {message_id}
             member, chat                {window: window|null}, member also {status}
             taken                       {bot}: it confirmed updates; `taken` of its chats' messages may have changed
             reset                       too much was missed: load the state again
           message, deleted and read carry the new `unread`.
The chat page (chatpage.py) lies at / and under /page/.
Only pages of this very address may use all this: requests with another Origin are refused.
"""

import json

from aiohttp import web

from simulator.doings import do
from simulator.faultplan import faults_from
from simulator.faults import Faults
from simulator.furnishing import MAKERS
from simulator.guard import guarded, json_response
from simulator.params import Params, read_params
from simulator.people import User
from simulator.refusals import JsonDict
from simulator.stream import Streams
from simulator.windows import NEWEST, account, bot_entry, messages_of, phone
from simulator.world import World

PAGE_OF_CALLS = 500


class Control:
    """Routes under /sim for one world."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.streams = Streams(world.events)

    def add_routes(self, app: web.Application) -> None:
        route = app.router.add_route
        route("GET", "/sim/state", guarded(self.state))
        route("GET", "/sim/messages", guarded(self.messages))
        route("GET", "/sim/events", guarded(self.events))
        route("GET", "/sim/file/{unique_id}", guarded(self.file))
        route("GET", "/sim/calls", guarded(self.calls))
        route("POST", "/sim/act", guarded(self.act))
        route("POST", "/sim/{what:users|bots|groups|updates}", guarded(self.furnish))
        route("GET", "/sim/faults", guarded(self.show_faults))
        route("POST", "/sim/faults", guarded(self.plan_faults))
        route("DELETE", "/sim/faults", guarded(self.clear_faults))

    async def state(self, request: web.Request) -> web.Response:
        world = self.world
        shape: JsonDict = {"seq": world.events.last, "now": world.clock().timestamp()}
        viewers = self._viewers(request)
        if viewers:
            newest = int(request.query.get("newest", NEWEST))
            return json_response(shape | {"phones": [phone(world, user, newest) for user in viewers]})
        people = [account(user) for user in world.users.values() if not user.is_bot]
        chats = [{"id": chat.id, "type": chat.type, "title": chat.title} for chat in world.chats.values()]
        bots = [bot_entry(bot) for bot in world.bots.values()]
        return json_response(shape | {"users": people, "bots": bots, "chats": chats})

    async def messages(self, request: web.Request) -> web.Response:
        person = self.world.person(int(request.query["user"]))
        window = int(request.query["chat"])
        chat = self.world.chats[window] if window < 0 else self.world.private[window, person.id]
        before = int(request.query["before"]) if "before" in request.query else None
        return json_response({"messages": messages_of(chat, person, int(request.query.get("count", NEWEST)), before)})

    async def events(self, request: web.Request) -> web.StreamResponse:
        since = request.headers.get("Last-Event-ID") or request.query.get("since")
        return await self.streams.serve(request, self._viewers(request), int(since) if since else None)

    async def file(self, request: web.Request) -> web.Response:
        stored = self.world.files.by_unique_id(request.match_info["unique_id"])
        if stored is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
        kind = stored.mime if stored.kind in {"photo", "voice", "video"} else "application/octet-stream"
        return web.Response(body=stored.data, content_type=kind, headers=headers)

    async def calls(self, request: web.Request) -> web.Response:
        since = int(request.query.get("since", 0))
        shown = self.world.calls[since : since + PAGE_OF_CALLS]
        calls = [
            {
                "bot": call.bot.id,
                "method": call.method,
                "params": call.params,
                "ok": call.ok,
                "code": call.code,
                "description": call.answer.get("description"),
                "at": call.at.timestamp(),
            }
            for call in shown
        ]
        return json_response({"next": since + len(shown), "calls": calls})

    async def act(self, request: web.Request) -> web.Response:
        params = await read_params(request)
        return json_response({"ok": True, **do(self.world, _fields(params), list(params.uploads.values()))})

    async def furnish(self, request: web.Request) -> web.Response:
        make = MAKERS[request.match_info["what"]]
        return json_response({"ok": True, "id": make(self.world, await _body(request))})

    async def show_faults(self, _request: web.Request) -> web.Response:
        return json_response(self.faults.as_json())

    async def plan_faults(self, request: web.Request) -> web.Response:
        faults_from(self.faults, await _body(request), self.world.clock())
        return json_response({"ok": True} | self.faults.as_json())

    async def clear_faults(self, _request: web.Request) -> web.Response:
        self.faults.clear()
        return json_response({"ok": True})

    def _viewers(self, request: web.Request) -> list[User]:
        named = request.query.get("user", "")
        return [self.world.person(int(user_id)) for user_id in named.split(",") if user_id]


def _fields(params: Params) -> JsonDict:
    """The texts of a form, with numbers and lists where the text is JSON of that kind."""
    return {name: _plain(name, text) for name, text in params.texts.items()}


def _plain(name: str, text: str) -> object:
    if name in {"photos", "location"}:
        value: object = json.loads(text)
        return value
    return text


async def _body(request: web.Request) -> JsonDict:
    body = await request.json()
    if not isinstance(body, dict):
        raise TypeError("the body must be a JSON object")
    return body
