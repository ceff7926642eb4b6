// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.health.monitor;

import com.sun.management.OperatingSystemMXBean;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Processors, heap and disk as the Java runtime sees them, which knows a container's limits. Heap is what the last
 * collection left: what was used before it says when it ran, not how full the heap is.
 */
@Singleton
class SystemSensor implements Sensor {

    private static final double PERCENT = 100;

    private final Path disk;

    SystemSensor(HealthConfig config) {
        this.disk = Path.of(config.diskPath());
    }

    @Override
    public Map<Check, Double> measure() {
        Map<Check, Double> measured = new EnumMap<>(Check.class);
        put(measured, Check.CPU, cpu());
        put(measured, Check.MEMORY, memory());
        put(measured, Check.DISK, disk());
        return measured;
    }

    private static void put(Map<Check, Double> measured, Check check, double share) {
        if (share >= 0) { // neither unknown nor NaN
            measured.put(check, share * PERCENT);
        }
    }

    private static double cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getCpuLoad()
                : Double.NaN;
    }

    private static double memory() {
        long kept = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            kept += left == null ? 0 : left.getUsed();
        }
        long most = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
        return most > 0 ? (double) kept / most : Double.NaN;
    }

    private double disk() {
        try {
            FileStore store = Files.getFileStore(disk);
            long total = store.getTotalSpace();
            return total > 0 ? 1 - (double) store.getUsableSpace() / total : Double.NaN;
        } catch (IOException e) {
            return Double.NaN; // shown as insufficient
        }
    }
}
