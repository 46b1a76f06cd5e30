/// Turns messages into JSON and back, as the original's Go structs and its REST gateway do.
///
/// Does not read or write bytes of JSON, and knows no HTTP.
@NullMarked
package io.tiphys.proto.json;

import org.jspecify.annotations.NullMarked;
