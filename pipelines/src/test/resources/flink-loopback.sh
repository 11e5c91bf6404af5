#!/bin/sh
# Starts one process of a Flink cluster on the loopback address, from jars alone (there is no Flink distribution here).
#   flink-loopback.sh jobmanager|taskmanager DIR REST_PORT RPC_PORT CLASSPATH
# DIR holds the configuration, logs and temporary files. The process stays in the foreground; kill it to stop it.
set -eu
role=$1 dir=$2 rest=$3 rpc=$4 classpath=$5
mkdir -p "$dir/conf" "$dir/tmp"
cat > "$dir/conf/flink-conf.yaml.$$" <<CONF
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: $rpc
jobmanager.bind-host: 127.0.0.1
jobmanager.memory.process.size: 1024m
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $rest
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
taskmanager.numberOfTaskSlots: 2
taskmanager.cpu.cores: 2
taskmanager.memory.task.heap.size: 700m
taskmanager.memory.task.off-heap.size: 256m
taskmanager.memory.framework.heap.size: 128m
taskmanager.memory.framework.off-heap.size: 128m
taskmanager.memory.network.min: 128m
taskmanager.memory.network.max: 128m
taskmanager.memory.managed.size: 256m
taskmanager.memory.jvm-metaspace.size: 256m
taskmanager.memory.jvm-overhead.min: 128m
taskmanager.memory.jvm-overhead.max: 128m
heartbeat.interval: 1000
heartbeat.timeout: 6000
restart-strategy.type: fixed-delay
restart-strategy.fixed-delay.attempts: 20
restart-strategy.fixed-delay.delay: 1 s
io.tmp.dirs: $dir/tmp
classloader.check-leaked-classloader: false
CONF
mv "$dir/conf/flink-conf.yaml.$$" "$dir/conf/flink-conf.yaml"
case $role in
    jobmanager) main=org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint heap=-Xmx600m ;;
    taskmanager) main=org.apache.flink.runtime.taskexecutor.TaskManagerRunner heap=-Xmx1000m ;;
    *) echo "usage: $0 jobmanager|taskmanager DIR REST_PORT RPC_PORT CLASSPATH" >&2; exit 2 ;;
esac
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
exec java $heap -Xss8m -XX:MaxMetaspaceSize=512m -XX:+UseSerialGC \
    --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED \
    --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
    --add-opens=java.base/java.util.concurrent=ALL-UNNAMED --add-opens=java.base/java.net=ALL-UNNAMED \
    -cp "$classpath" "$main" --configDir "$dir/conf"
