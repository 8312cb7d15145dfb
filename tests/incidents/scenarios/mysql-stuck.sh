# place: root
# needs: mariadbd mysql mysql_install_db mkfifo
# fault: a forgotten transaction that blocks an ALTER TABLE and a SELECT; all connections taken
# verified: 2026-11-24, Debian 12, Linux 6.18, MariaDB 10.11

mkdir -p /run/mysqld /tmp/data
chown mysql /run/mysqld /tmp/data
mysql_install_db --user=mysql --datadir=/tmp/data --auth-root-authentication-method=normal >"$INCIDENT/started" 2>&1
start mariadbd --no-defaults --user=mysql --datadir=/tmp/data --socket=/run/mysqld/mysqld.sock --pid-file=/tmp/pid --skip-networking --max-connections=12
wait_for mysql -e 'SELECT 1'
mysql -e "CREATE DATABASE d; CREATE TABLE d.t (i INT PRIMARY KEY, v INT) ENGINE=InnoDB; INSERT INTO d.t VALUES (1, 1); CREATE USER app@localhost; GRANT ALL ON d.* TO app@localhost"
mkfifo /run/forgets
mysql -u app d </run/forgets >"$INCIDENT/started" 2>&1 &
pids+=("$!")
exec 5>/run/forgets
echo 'BEGIN; UPDATE t SET v = 2; SELECT 1;' >&5
open() { [ "$(mysql -Ne 'SELECT COUNT(*) FROM information_schema.innodb_trx')" -ge 1 ]; }
wait_for open
start mysql -u app d -e 'ALTER TABLE t ADD w INT'
waiting() { [ "$(mysql -Ne "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for table metadata lock'")" -ge "$1" ]; }
wait_for waiting 1
sleep 1
start mysql -u app d -e 'SELECT * FROM t'
wait_for waiting 2

run 1
expect 1 'Waiting for table metadata lock .*ALTER TABLE t ADD w INT' 'Waiting for table metadata lock .*SELECT \* FROM t' '\| app .*\| Sleep '
run 3
expect 3 '\| app +\| localhost .*\| Sleep '
id=$(mysql -Ne 'SELECT trx_mysql_thread_id FROM information_schema.innodb_trx ORDER BY trx_started LIMIT 1')
set_value id "$id"
run 8
expect_not 8 '^0$'
run 4
run 8
expect_not 8 '^0$'
run 5
free() { waiting 1 && return 1 || return 0; }
wait_for free
run 8
expect 8 '^0$'
prove "the change went through" mysql -e 'SELECT w FROM d.t'
prove "the forgotten one was rolled back" test "$(mysql -Ne 'SELECT v FROM d.t')" = 1

# A look takes a place too, so that one more may be needed after each.
full() {
    if mysql -u app -e 'SELECT 1' 2>&1 | grep -q 'Too many connections'; then return; fi
    start mysql -u app d -e 'SELECT SLEEP(600)'
    return 1
}
wait_for full
run 1
expect 1 'User sleep'
set_value limit 20
run 6
see 'Threads_connected +\| 1[0-9]' 'max_connections +\| 12 '
prove "there is room again" mysql -u app -e 'SELECT 1'
not_run 7 "there is no replica in the sandbox"
