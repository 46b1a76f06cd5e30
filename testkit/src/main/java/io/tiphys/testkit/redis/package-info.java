/// A real Redis server for a test.
@NullMarked
package io.tiphys.testkit.redis;

import org.jspecify.annotations.NullMarked;
