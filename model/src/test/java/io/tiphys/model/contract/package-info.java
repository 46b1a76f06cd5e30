/// What the tests know of the contract: its tables, and the records seen through reflection.
@NullMarked
package io.tiphys.model.contract;

import org.jspecify.annotations.NullMarked;
