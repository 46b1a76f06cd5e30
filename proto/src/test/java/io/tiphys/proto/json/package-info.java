/// Holds Go's JSON of the messages to the tables of the contract.
///
/// Does not test bytes of JSON.
@NullMarked
package io.tiphys.proto.json;

import org.jspecify.annotations.NullMarked;
