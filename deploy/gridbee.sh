#!/bin/sh
# 放成 /usr/local/bin/gridbee：以程序自己的用户、在数据文件夹里、带着令牌运行每个命令，这样建的文件机器人都能写。
# As /usr/local/bin/gridbee: every command as the program's own user, in its data folder, with its token, so that the bot
# can write whatever a command makes. Files that it is given must be readable for that user.
set -e
cd "${GRIDBEE_DATA:-/var/lib/gridbee}"
if [ -r /etc/gridbee.env ]; then
    set -a
    . /etc/gridbee.env
    set +a
fi
exec runuser -u "${GRIDBEE_USER:-gridbee}" -- "${GRIDBEE_PROGRAM:-/opt/gridbee/.venv/bin/gridbee}" "$@"
