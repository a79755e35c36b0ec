#!/bin/sh
# timer.sh install|remove : the nightly backup and the weekly rehearsal, by systemd where it runs, else by cron.
# shellcheck source=box.sh
. "$(dirname -- "$0")/box.sh"

UNITS=${SWINGTAG_UNITS:-/etc/systemd/system}
CRON=${SWINGTAG_CRON:-/etc/cron.d}
by_systemd() { [ -z "${SWINGTAG_CRON:-}" ] && [ -d /run/systemd/system ] && [ -d "$UNITS" ]; }

# unit NAME PROGRAM WHEN
unit() {
  cat >"$UNITS/$PROJECT-$1.service" <<UNIT
[Unit]
Description=Swingtag $1
After=docker.service
[Service]
Type=oneshot
Environment=SWINGTAG_HOME=$BOX SWINGTAG_PROJECT=$PROJECT
ExecStart=/bin/sh $BOX/current/$2
UNIT
  cat >"$UNITS/$PROJECT-$1.timer" <<UNIT
[Unit]
Description=Swingtag $1, by the clock
[Timer]
OnCalendar=$3
Persistent=true
[Install]
WantedBy=timers.target
UNIT
  systemctl daemon-reload
  systemctl enable --now "$PROJECT-$1.timer"
}

case ${1:-} in
  install)
    if by_systemd; then
      unit backup backup.sh '*-*-* 03:10:00'
      unit rehearsal restore-rehearsal.sh 'Sun *-*-* 05:10:00'
    elif [ -d "$CRON" ]; then
      cat >"$CRON/$PROJECT" <<CRON
SHELL=/bin/sh
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
10 3 * * * root SWINGTAG_HOME=$BOX SWINGTAG_PROJECT=$PROJECT sh $BOX/current/backup.sh >>$BOX/backup.log 2>&1
10 5 * * 0 root SWINGTAG_HOME=$BOX SWINGTAG_PROJECT=$PROJECT sh $BOX/current/restore-rehearsal.sh >>$BOX/backup.log 2>&1
CRON
    else
      say "! Neither systemd nor cron is here: run $BOX/current/backup.sh each night by what you have."
    fi
    ;;
  remove)
    if by_systemd; then
      for name in backup rehearsal; do
        systemctl disable --now "$PROJECT-$name.timer" 2>/dev/null || true
        rm -f "$UNITS/$PROJECT-$name.service" "$UNITS/$PROJECT-$name.timer"
      done
      systemctl daemon-reload
    fi
    rm -f "$CRON/$PROJECT"
    ;;
  *) fail "timer.sh install|remove" ;;
esac
