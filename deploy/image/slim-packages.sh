#!/bin/sh
# Removes from a folder of installed packages what no process of this image reads: the Temporal SDK's native parts for other machines,
# source maps, type declarations and guides.
#
#   deploy/image/slim-packages.sh node_modules
set -eu
packages=$1
find "$packages/@temporalio/core-bridge/releases" -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" \
  -exec rm -rf {} +
find "$packages" -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -iname '*.md' \) -delete
