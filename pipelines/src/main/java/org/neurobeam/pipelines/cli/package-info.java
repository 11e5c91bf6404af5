/**
 * The command line: one class a command, which reads its settings, runs a flow and prints one JSON object.
 *
 * <p>What enters: arguments. What leaves: JSON on stdout, everything else on stderr, an exit code (0 done, 1 bug or
 * wrong call, 2 settings, 3 input data, 4 ill-posed problem). Flows, Beam and ND4J are loaded only by the command that
 * needs them, so that {@code --help} and {@code inspect} answer at once. May import: everything below.
 */
package org.neurobeam.pipelines.cli;
