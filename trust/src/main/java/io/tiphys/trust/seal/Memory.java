package io.tiphys.trust.seal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The entries used last, bounded by their bytes. What is in this process needs no seal.
final class Memory {

  /// What an entry costs besides its value: the key, the objects around it.
  private static final long OVERHEAD = 150;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(byte[] value, long until) {}

  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  Memory(long capacity) {
    this.capacity = capacity;
  }

  Optional<byte[]> get(String key) {
    if (capacity == 0) {
      return Optional.empty();
    }
    lock.lock();
    try {
      var entry = entries.get(key);
      if (entry != null && System.nanoTime() - entry.until() >= 0) {
        drop(key);
        return Optional.empty();
      }
      return Optional.ofNullable(entry).map(Entry::value);
    } finally {
      lock.unlock();
    }
  }

  void put(String key, byte[] value, Duration age) {
    lock.lock();
    try {
      drop(key);
      if (cost(key, value) > capacity || !age.isPositive()) {
        return;
      }
      entries.put(key, new Entry(value, System.nanoTime() + age.toNanos()));
      size += cost(key, value);
      while (size > capacity) {
        drop(entries.firstEntry().getKey());
      }
    } finally {
      lock.unlock();
    }
  }

  void remove(String key) {
    lock.lock();
    try {
      drop(key);
    } finally {
      lock.unlock();
    }
  }

  private void drop(String key) {
    var gone = entries.remove(key);
    if (gone != null) {
      size -= cost(key, gone.value());
    }
  }

  private static long cost(String key, byte[] value) {
    return OVERHEAD + 2L * key.length() + value.length;
  }
}
