package io.tiphys.apiserver.webhook;

import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A version as tags have it: `v` in front and missing numbers are forgiven (https://semver.org).
///
/// @param prerelease empty for a release
record SemanticVersion(long major, long minor, long patch, String prerelease)
    implements Comparable<SemanticVersion> {

  private static final Pattern FORM =
      Pattern.compile(
          "v?([0-9]{1,18})(?:\\.([0-9]{1,18}))?(?:\\.([0-9]{1,18}))?"
              + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

  private static final Comparator<SemanticVersion> ORDER =
      Comparator.comparingLong(SemanticVersion::major)
          .thenComparingLong(SemanticVersion::minor)
          .thenComparingLong(SemanticVersion::patch)
          .thenComparing(SemanticVersion::prerelease, SemanticVersion::comparePrereleases);

  /// @return none when the text is no version
  static Optional<SemanticVersion> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String prerelease = matcher.group(4);
    return Optional.of(
        new SemanticVersion(
            number(matcher.group(1)),
            number(matcher.group(2)),
            number(matcher.group(3)),
            prerelease == null ? "" : prerelease));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  @Override
  public int compareTo(SemanticVersion other) {
    return ORDER.compare(this, other);
  }

  private static int comparePrereleases(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty()); // a release comes after
    }
    String[] ours = left.split("\\.", -1);
    String[] theirs = right.split("\\.", -1);
    for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
      int order = compareIdentifiers(ours[i], theirs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(ours.length, theirs.length);
  }

  private static int compareIdentifiers(String left, String right) {
    boolean isLeftNumber = left.chars().allMatch(Character::isDigit);
    boolean isRightNumber = right.chars().allMatch(Character::isDigit);
    if (isLeftNumber && isRightNumber) {
      return new BigInteger(left).compareTo(new BigInteger(right));
    }
    return isLeftNumber == isRightNumber
        ? left.compareTo(right)
        : Boolean.compare(isRightNumber, isLeftNumber);
  }
}
