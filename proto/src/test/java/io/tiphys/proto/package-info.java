/// Holds the wire to the tables of the contract.
///
/// Does not test what a service does with a message.
@NullMarked
package io.tiphys.proto;

import org.jspecify.annotations.NullMarked;
