#!/usr/bin/env bash
# One-shot look-ups beside the peers, same pages, same run: benches/peers.sh FOLDER [WORDS...]
#
# FOLDER holds Markdown pages (for tldr and navi to take part, tldr-pages' own `pages` folder).
# Needs hyperfine; peers that are not on the PATH are left out. Read the ratios, not the milliseconds.
set -euo pipefail
pages=$(realpath "${1:?benches/peers.sh FOLDER}")
here=$(cd "$(dirname "$0")/.." && pwd)
jitt=${JITT:-$here/target/release/jitt}
[ -x "$jitt" ] || cargo build --release --manifest-path "$here/Cargo.toml"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config
have() { command -v "$1" >/dev/null; }

find "$pages" -name '*.md' | sort > "$work/paths"
# fzf searches titles, as a person would pipe them.
while read -r path; do
    printf '%s %s\n' "${path#"$pages"/}" "$(sed -n '1s/^# //p' "$path")"
done < "$work/paths" > "$work/titles"
echo "$(wc -l < "$work/paths") pages in $pages"

names=(floor jitt-name jitt-words) commands=(/bin/true "$jitt --dir $pages tar" "$jitt --dir $pages extract archive")
add() { names+=("$1"); commands+=("$2"); }
if have tldr; then
    mkdir -p "$work/tealdeer/tldr-pages/pages.en" "$XDG_CONFIG_HOME/tealdeer"
    cp -r "$pages"/. "$work/tealdeer/tldr-pages/pages.en/"
    printf '[directories]\ncache_dir = "%s"\n' "$work/tealdeer" > "$XDG_CONFIG_HOME/tealdeer/config.toml"
    if tldr tar >/dev/null 2>&1; then add tldr "tldr tar"; fi
fi
if have fzf; then add fzf "sh -c 'exec fzf --filter \"extract archive\" < $work/titles'"; fi
if have rg; then add rg "rg -l archive $pages"; fi
if have navi; then
    mkdir -p "$work/navi"
    awk 'FNR==1{sub(/^# /,""); print "% " $0} /^- /{sub(/^- /,"# "); print} /^`/{gsub(/`|[{][{]|[}][}]/,""); print; print ""}' \
        $(head -2000 "$work/paths") > "$work/navi/pages.cheat"
    add navi "navi --path $work/navi --query extract --best-match --print"
fi

# The index must be there before it is measured; the first run ever is measured by itself.
first="$jitt --dir $pages extract archive"
"$jitt" --dir "$pages" tar > /dev/null; sleep 0.1; "$jitt" --dir "$pages" tar > /dev/null
for round in 1 2 3 4 5; do
    for at in "${!names[@]}"; do
        hyperfine -N -i --style none --warmup 2 --runs 15 --export-json "$work/${names[at]}.$round.json" "${commands[at]}" >/dev/null 2>&1
    done
    hyperfine -i --style none --warmup 1 --runs 5 --prepare "rm -rf $XDG_CACHE_HOME/jitt" --export-json "$work/first.$round.json" "$first" >/dev/null 2>&1
done
names+=(first)

memory() { /usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -n 1; }
python3 - "$work" "${names[@]}" <<'PY'
import glob, json, statistics, sys
work, names = sys.argv[1], sys.argv[2:]
ms = {}
for name in names:
    times = [t for f in glob.glob(f"{work}/{name}.*.json") for t in json.load(open(f))["results"][0]["times"]]
    ms[name] = statistics.median(times) * 1e3
    print(f"{name:<12} {ms[name]:8.2f} ms")
print()
for what, over, goal in [("jitt-name", "tldr", 1.0), ("jitt-words", "fzf", 0.3), ("jitt-words", "navi", 0.1), ("first", "rg", 2.0)]:
    if over in ms:
        print(f"{what} / {over}: {ms[what] / ms[over]:.2f} (goal {goal})")
PY
if [ -x /usr/bin/time ]; then
    echo "peak memory, KiB: jitt-name $(memory "$jitt" --dir "$pages" tar)$(have tldr && echo ", tldr $(memory tldr tar)")"
fi
