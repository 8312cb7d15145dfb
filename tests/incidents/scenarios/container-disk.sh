# place: root
# needs: dockerd docker busybox
# fault: a log of 20 MB, stopped containers, an unused image, and a volume with data
# verified: 2026-11-24, Debian 12, Linux 6.18, Docker 20.10

docker_daemon
docker volume create data
docker run --rm --network none -v data:/data box sh -c 'echo precious >/data/db'
docker run -d --network none --name talker box sh -c 'seq 1 300000; sleep 600'
docker run -d --network none --name finished box echo
tar -C image -c . | docker import - unused
size() { [ "$(stat -c %s /tmp/docker/containers/*/*-json.log | sort -n | tail -n 1)" -gt 20000000 ]; }
wait_for size

run 1
expect 1 'Images +2 +1 ' 'Containers +2 +1 ' 'Local Volumes +1 +0 '
run 2
log=$(sed '/^$/d' <<<"$OUT" | tail -n 1 | cut -f 2)
prove "the largest log is the talker's" test "$log" = "$(docker inspect -f '{{.LogPath}}' talker)"
set_value log "$log"
run 4
prove "the log is empty" test ! -s "$log"
prove "its container still runs" test "$(docker inspect -f '{{.State.Status}}' talker)" = running
run 5
see '^finished	Exited \(0\)'
prove "only the running container is left" test "$(docker ps -aq | wc -l)" = 1
run 6
prove "the unused image is gone" test "$(docker images -q | wc -l)" = 1
prove "the volume is still there" docker volume inspect data
set_value volume data
run 7/1
see '^local +data$'
run 7/2
see ' db$'
run 7/3
run 8
expect 8 '[0-8]?[0-9]% ' 'Local Volumes +0 '
docker rm -f talker
