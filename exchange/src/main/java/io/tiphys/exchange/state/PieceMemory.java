package io.tiphys.exchange.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pieces that were read, by their digest: what has the same digest is the same for ever. Bounded;
/// those that were not used for longest go first.
final class PieceMemory {

  /// What records take, compared with their JSON.
  private static final int FACTOR = 3;

  private record Piece(List<Record> records, long cost) {}

  private final long capacity;
  private final Map<String, Piece> pieces = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  /// @param capacity about so many bytes
  PieceMemory(long capacity) {
    this.capacity = capacity;
  }

  synchronized Optional<List<Record>> get(String digest) {
    return Optional.ofNullable(pieces.get(digest)).map(Piece::records);
  }

  synchronized void put(String digest, List<Record> records, int jsonBytes) {
    var piece = new Piece(records, (long) jsonBytes * FACTOR + 200);
    if (piece.cost() > capacity || pieces.putIfAbsent(digest, piece) != null) {
      return;
    }
    size += piece.cost();
    var oldest = pieces.values().iterator();
    while (size > capacity && oldest.hasNext()) {
      size -= oldest.next().cost();
      oldest.remove();
    }
  }

  synchronized long size() {
    return size;
  }
}
