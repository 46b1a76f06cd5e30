package io.tiphys.kube.facts;

import io.tiphys.engine.normalize.Quantity;
import io.tiphys.model.json.JsonTree;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// Amounts of the resources that hosts are shown with, in thousandths.
final class Amounts {

  private static final List<String> SHOWN = List.of("cpu", "memory", "storage");
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 4096);

  private Amounts() {}

  /// @param resources quantities by resource name, as in `requests`
  static Map<String, Long> of(@Nullable Object resources) {
    var amounts = new TreeMap<String, Long>();
    var quantities = JsonTree.objectOrEmpty(resources);
    for (String name : SHOWN) {
      Quantity.parse(quantities.get(name))
          .map(amount -> amount.movePointRight(3).setScale(0, RoundingMode.UP))
          .ifPresent(amount -> amounts.put(name, amount.min(MOST).longValue()));
    }
    return amounts;
  }

  static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    return each(one, other, Long::sum);
  }

  static Map<String, Long> greater(Map<String, Long> one, Map<String, Long> other) {
    return each(one, other, Math::max);
  }

  private static Map<String, Long> each(
      Map<String, Long> one, Map<String, Long> other, BinaryOperator<Long> operator) {
    var all = new TreeMap<>(one);
    other.forEach((name, amount) -> all.merge(name, amount, operator));
    return all;
  }
}
