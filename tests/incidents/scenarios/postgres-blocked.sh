# place: root
# needs: psql runuser mkfifo /usr/lib/postgresql/15/bin/postgres
# fault: a session idle in a transaction that blocks two others, all connections taken, a slot that nobody reads
# verified: 2026-11-24, Debian 12, Linux 6.18, PostgreSQL 15

bin=/usr/lib/postgresql/15/bin data=/tmp/cluster
mkdir -p "$data" /run/postgresql
chown postgres "$data" /run/postgresql
cd /
runuser -u postgres -- "$bin/initdb" -D "$data" -A trust
printf "listen_addresses = ''\nunix_socket_directories = '/run/postgresql'\nmax_connections = 8\nwal_level = logical\n" >>"$data/postgresql.conf"
start runuser -u postgres -- "$bin/postgres" -D "$data"
wait_for psql -U postgres -c 'SELECT 1'
ask() { psql -U postgres -qAtc "$1"; }
ask 'CREATE ROLE app LOGIN; CREATE TABLE t (i int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 1); ALTER TABLE t OWNER TO app'
mkfifo /run/forgets
psql -qU app postgres </run/forgets >"$INCIDENT/started" 2>&1 &
pids+=("$!")
exec 5>/run/forgets
echo 'BEGIN; UPDATE t SET v = 2 WHERE i = 1;' >&5
idle() { [ "$(ask "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'")" = 1 ]; }
wait_for idle
root=$(ask "SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction'")
start psql -qU app postgres -c 'UPDATE t SET v = 3 WHERE i = 1'
start psql -qU app postgres -c 'ALTER TABLE t ADD w int'
blocked() { [ "$(ask 'SELECT count(*) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0')" = 2 ]; }
wait_for blocked
for _ in 1 2; do start psql -qU app postgres -c 'SELECT pg_sleep(600)'; done
full() { psql -U app postgres -c 'SELECT 1' 2>&1 | grep -q 'remaining connection slots are reserved'; }
wait_for full

run 1
expect 1 'app +\| idle in transaction +\| +1 ' '^ 8$'
run 2
expect 2 " $root \| app +\| idle in transaction .*UPDATE t SET v = 2"
run 3
see "^ *$root \| app .*idle in transaction"
run 9
expect_not 9 '^0$'
set_value pid "$root"
run 5
see '^ t$'
prove "idle in transaction cannot be cancelled" blocked
sleeper=$(ask "SELECT min(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()")
set_value pid "$sleeper"
run 5
expect 5 '^ t$'
set_value pid "$root"
run 6
see '^ t$'
free() { [ "$(ask 'SELECT count(*) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0')" = 0 ]; }
wait_for free
prove "the waiting change went through" test "$(ask 'SELECT v, w IS NULL FROM t')" = '3|t'

ask "SELECT pg_create_physical_replication_slot('forgotten', true)"
ask 'SELECT pg_switch_wal()'
set_value slot forgotten
run 7/1
see '^ forgotten \| f '
run 7/2
prove "the slot is gone" test "$(ask 'SELECT count(*) FROM pg_replication_slots')" = 0
run 8
wait_for test "$(ask 'SHOW idle_in_transaction_session_timeout')" = 10min
run 9
expect 9 '^0$'
run 2
see '0 rows'
