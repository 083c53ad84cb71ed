package circumplex.kit.telemetry;

import io.micronaut.context.annotation.Context;
import io.netty.util.internal.PlatformDependent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;

/** What the JVM uses of what it may: heap, memory outside of it, threads, and time in collections. Looked up when somebody reads. */
@Context
final class JvmMetrics {

    private static final AttributeKey<String> KIND = AttributeKey.stringKey("kind");

    JvmMetrics(Meter meter) {
        meter.upDownCounterBuilder("jvm.memory.used").setUnit("By").buildWithCallback(JvmMetrics::memoryUsed);
        meter.upDownCounterBuilder("jvm.memory.limit").setUnit("By").buildWithCallback(JvmMetrics::memoryLimit);
        meter.upDownCounterBuilder("jvm.thread.count").setUnit("{thread}").buildWithCallback(out -> out.record(
                ManagementFactory.getThreadMXBean().getThreadCount()));
        meter.counterBuilder("jvm.gc.collections").setUnit("{collection}").buildWithCallback(out -> {
            for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                out.record(collector.getCollectionCount(), kind(collector.getName()));
            }
        });
        meter.counterBuilder("jvm.gc.time").ofDoubles().setUnit("s").buildWithCallback(out -> {
            for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                out.record(collector.getCollectionTime() / 1000.0, kind(collector.getName()));
            }
        });
    }

    private static void memoryUsed(ObservableLongMeasurement out) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        out.record(memory.getHeapMemoryUsage().getUsed(), kind("heap"));
        out.record(memory.getNonHeapMemoryUsage().getUsed(), kind("non_heap"));
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                out.record(pool.getMemoryUsed(), kind("direct"));
            }
        }
        // What Netty took of it; whether the JVM counts that as direct buffers depends on the JVM.
        out.record(Math.max(0, PlatformDependent.usedDirectMemory()), kind("netty"));
    }

    private static void memoryLimit(ObservableLongMeasurement out) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        out.record(heap.getMax(), kind("heap"));
        out.record(PlatformDependent.maxDirectMemory(), kind("netty"));
    }

    private static Attributes kind(String kind) {
        return Attributes.of(KIND, kind);
    }
}
