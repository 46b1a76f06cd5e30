package io.tiphys.exchange.state;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Cuts the items of one section into pieces, the same ones each time, and remembers which piece
/// had which content. One thread at a time.
final class Section {

  /// @param stamps digest of what the items of the piece are made from
  /// @param content digest of the piece
  private record Piece(String stamps, String content) {}

  private final int perPiece;
  private int slots = 1;
  private Map<Integer, Piece> pieces = new HashMap<>();

  /// @param perPiece how many items a piece has on the average, when there are enough
  Section(int perPiece) {
    this.perPiece = perPiece;
  }

  /// @param made is given digest and content of each piece that may be new
  /// @return the digests of all pieces
  List<String> cut(Collection<? extends Item<?>> items, BiConsumer<String, byte[]> made) {
    resize(items.size());
    var bySlot = new HashMap<Integer, List<Item<?>>>();
    for (Item<?> item : items) {
      bySlot.computeIfAbsent(slot(item.key()), unused -> new ArrayList<>()).add(item);
    }
    var now = new HashMap<Integer, Piece>();
    var digests = new ArrayList<String>();
    for (int slot = 0; slot < slots; slot++) {
      List<Item<?>> members = bySlot.get(slot);
      if (members != null) {
        Piece piece = piece(members, pieces.get(slot), made);
        now.put(slot, piece);
        digests.add(piece.content());
      }
    }
    pieces = now;
    return digests;
  }

  private static Piece piece(
      List<Item<?>> members, @Nullable Piece before, BiConsumer<String, byte[]> made) {
    members.sort(Comparator.comparing(Item::key));
    String stamps = Digests.of(members);
    if (before != null && before.stamps().equals(stamps)) {
      return before;
    }
    var values = new ArrayList<@Nullable Object>(members.size());
    for (Item<?> item : members) {
      values.add(ModelJson.toTree(item.value().get()));
    }
    byte[] json = JsonTree.write(values);
    String content = Digests.of(json);
    made.accept(content, json);
    return new Piece(stamps, content);
  }

  /// Forgets what pieces were: all are made anew.
  void forget() {
    pieces.clear();
  }

  /// A power of two that follows the number of items from afar: one more or less moves nothing.
  private void resize(int count) {
    int wanted = slots;
    while (count > 2L * wanted * perPiece) {
      wanted *= 2;
    }
    while (wanted > 1 && 4L * count < (long) wanted * perPiece) {
      wanted /= 2;
    }
    if (wanted != slots) {
      slots = wanted;
      pieces.clear();
    }
  }

  private int slot(String key) {
    int hash = key.hashCode() * 0x9E3779B9; // names of one kind differ in their last characters
    return (hash ^ hash >>> 15) & (slots - 1);
  }
}
