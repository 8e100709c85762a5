#!/bin/sh
# A surveillance video parted into street and walkers, beside principal component pursuit by ADMM on the same matrix (NumPy, one
# thread each): Debian's opencv-doc has the video, two frames a second at 160 × 120 are 19,200 pixels × 159 frames. Prints the CPU
# seconds of both and their ratio; the report with its pictures, and the matrix, stay in the folder.
#
# Run: sh bench/surveillance.sh [folder] [rank] [steps of ADMM, at most], as root where ffmpeg or opencv-doc must be installed
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-$here/.cache/surveillance}
rank=${2:-auto}
steps=${3:-1000}
video=/usr/share/doc/opencv-doc/examples/data/vtest.avi

if [ ! -e "$video" ] || ! command -v ffmpeg >/dev/null; then
  apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends opencv-doc ffmpeg
fi
mkdir -p "$out/frames"
[ -e "$out/frames/0001.png" ] || ffmpeg -loglevel error -i "$video" -vf fps=2,scale=160:120 "$out/frames/%04d.png"
cd "$here"
[ -e "$out/matrix.npz" ] || npx tsx bench/frames-matrix.ts "$out/frames" "$out/matrix.npz"

node dist/cli/main.js separate "$out/frames" --rank "$rank" --out "$out/parted" --force --json >"$out/ours.json"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
python3 bench/pcp_admm.py "$out/matrix.npz" "$steps" >"$out/admm.json"
python3 - "$out" <<'END'
import json, sys

ours, admm = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("ours", "admm"))
print(f"ours: rank {ours['rank']}, outliers {ours['outliers']['share']:.2%}, {ours['seconds']:.1f} s")
print(f"ADMM: rank {admm['rank']}, non-zeros {admm['outlierShare']:.2%}, {admm['cpuSeconds']:.1f} CPU s, {admm['steps']} steps")
print(f"ADMM's time over ours: {admm['seconds'] / ours['seconds']:.1f} (wall), report: {sys.argv[1]}/parted/report.html")
END
