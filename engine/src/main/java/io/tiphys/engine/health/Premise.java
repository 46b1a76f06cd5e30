package io.tiphys.engine.health;

import io.tiphys.engine.override.WildName;
import io.tiphys.model.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One thing that a [HealthRule] asks of an object.
sealed interface Premise {

  /// What speaks for it.
  ///
  /// @param condition that was asked for; empty for other premises
  record Evidence(Optional<Condition> condition) {
    static final Evidence PLAIN = new Evidence(Optional.empty());
  }

  /// @return empty when it does not hold
  Optional<Evidence> evidence(Manifest live);

  private static Optional<Evidence> plain(boolean holds) {
    return holds ? Optional.of(Evidence.PLAIN) : Optional.empty();
  }

  /// A condition is there.
  ///
  /// @param list where the conditions are
  /// @param isFresh whether it has to speak of the present spec
  /// @param type of the condition; `*` stands for any text
  /// @param statuses it has one of them
  /// @param reasons it has one of them; empty for any, `*` stands for any text
  record Has(
      FieldPath list, boolean isFresh, WildName type, List<String> statuses, List<WildName> reasons)
      implements Premise {

    @Override
    public Optional<Evidence> evidence(Manifest live) {
      long generation = isFresh ? live.number(0, "metadata", "generation") : 0;
      for (Object conditions : list.in(live.content())) {
        for (Condition one : Condition.parse(conditions)) {
          if (type.fits(one.type())
              && statuses.contains(one.status())
              && (one.observedGeneration() == 0 || one.observedGeneration() >= generation)
              && (reasons.isEmpty() || WildName.anyFits(reasons, one.reason()))) {
            return Optional.of(new Evidence(Optional.of(one)));
          }
        }
      }
      return Optional.empty();
    }
  }

  /// The value at a path, one of them where there are several, is one of these.
  record Is(FieldPath path, List<WildName> values) implements Premise {
    @Override
    public Optional<Evidence> evidence(Manifest live) {
      return plain(
          path.in(live.content()).stream()
              .anyMatch(value -> WildName.anyFits(values, value.toString())));
    }
  }

  /// There is something at a path: no empty text, list or object.
  record Filled(FieldPath path) implements Premise {
    @Override
    public Optional<Evidence> evidence(Manifest live) {
      return plain(
          path.in(live.content()).stream()
              .anyMatch(value ->
                  switch (value) {
                    case String text -> !text.isEmpty();
                    case List<?> list -> !list.isEmpty();
                    case Map<?, ?> map -> !map.isEmpty();
                    default -> true;
                  }));
    }
  }

  /// How two numbers, or texts, stand to each other. A missing number is 0.
  record Compare(Side left, Relation relation, Side right) implements Premise {
    @Override
    public Optional<Evidence> evidence(Manifest live) {
      return plain(
          switch (relation) {
            case LESS -> left.number(live) < right.number(live);
            case MORE -> left.number(live) > right.number(live);
            case SAME -> left.text(live).equals(right.text(live));
          });
    }
  }

  /// How the sides of a [Compare] stand to each other.
  enum Relation {
    LESS,
    MORE,
    SAME
  }

  /// A path, or a number.
  sealed interface Side {
    double number(Manifest live);

    String text(Manifest live);

    record At(FieldPath path) implements Side {
      @Override
      public double number(Manifest live) {
        return path.numberIn(live.content());
      }

      @Override
      public String text(Manifest live) {
        return path.textIn(live.content());
      }
    }

    /// How many values are at a path.
    ///
    /// @param value that they have; empty for any. Items of a list, or members, where it is empty
    record Count(FieldPath path, String value) implements Side {
      @Override
      public double number(Manifest live) {
        var found = path.in(live.content());
        return value.isEmpty()
            ? found.stream().mapToInt(Count::size).sum()
            : found.stream().filter(one -> one.toString().equals(value)).count();
      }

      private static int size(Object value) {
        return switch (value) {
          case List<?> list -> list.size();
          case Map<?, ?> map -> map.size();
          default -> 1;
        };
      }

      @Override
      public String text(Manifest live) {
        return Long.toString((long) number(live));
      }
    }

    record Constant(long value) implements Side {
      @Override
      public double number(Manifest live) {
        return value;
      }

      @Override
      public String text(Manifest live) {
        return Long.toString(value);
      }
    }
  }

  /// A text such as `3/3`.
  record Full(FieldPath path) implements Premise {
    @Override
    public Optional<Evidence> evidence(Manifest live) {
      String[] parts = path.textIn(live.content()).split("/", -1);
      return plain(parts.length == 2 && !parts[0].isEmpty() && parts[0].equals(parts[1]));
    }
  }

  /// The status speaks of an older spec: `status.observedGeneration`, a number or its text, is
  /// behind `metadata.generation`, or that of the conditions is where the status says none.
  record Stale() implements Premise {
    @Override
    public Optional<Evidence> evidence(Manifest live) {
      long generation = live.number(0, "metadata", "generation");
      String text = FieldPath.of("status.observedGeneration").textIn(live.content());
      if (text.isEmpty()) {
        long newest =
            Condition.of(live).stream().mapToLong(Condition::observedGeneration).max().orElse(0);
        return plain(newest > 0 && newest < generation);
      }
      try {
        long observed = Long.parseLong(text);
        return plain(observed > 0 && observed < generation);
      } catch (NumberFormatException aHashOfTheSpec) {
        return Optional.empty();
      }
    }
  }

  /// The premise does not hold.
  record Not(Premise premise) implements Premise {
    @Override
    public Optional<Evidence> evidence(Manifest live) {
      return plain(premise.evidence(live).isEmpty());
    }
  }

  /// Holds always.
  record Else() implements Premise {
    @Override
    public Optional<Evidence> evidence(Manifest live) {
      return plain(true);
    }
  }
}
