#!/bin/bash
# Whether this instance is in service; needs nothing but bash. Usage: healthy.sh [PORT]
exec 3<>"/dev/tcp/127.0.0.1/${1:-8081}" || exit 1
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 2 _ status _ <&3 && [ "$status" = 200 ]
