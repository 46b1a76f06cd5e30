package io.tiphys.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a test, or on a class for all of its tests: the rows of `docs/behaviours.md` that it shows.
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Behaviour {

  /// Ids of rows, such as `SYN-07`.
  String[] value();
}
