# Makes the scenario a unit, and becomes systemd, which starts little else.
set -eu
cat >/etc/systemd/system/incident.service <<'UNIT'
[Unit]
After=basic.target
[Service]
Type=oneshot
Environment=INCIDENT=/incident
ExecStart=/bin/bash --norc /incident/run.sh
StandardOutput=append:/incident/log
StandardError=append:/incident/log
TimeoutStartSec=infinity
UNIT
cat >/etc/systemd/system/incident.target <<'UNIT'
[Unit]
Wants=incident.service
UNIT
ln -sf /dev/null /etc/systemd/system/systemd-sysctl.service
rm -rf /var/log/journal
exec /lib/systemd/systemd --system --unit=incident.target --show-status=no --log-target=journal
