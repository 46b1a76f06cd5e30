/// Every operation of the API, asked over gRPC and over REST for something that is there, for
/// something that is not, without rights and with nonsense: rows of YAML say what is asked and what
/// has to come. It does not test what an operation does beyond its answer.
@NullMarked
package io.tiphys.e2e.operation;

import org.jspecify.annotations.NullMarked;
