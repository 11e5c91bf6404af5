/**
 * The flows behind the commands: which recordings, in which order, to which folder, and what is told at the end.
 *
 * <p>What enters: settings and the options of the runner. What leaves: a dataset or results folder, one JSON object and
 * an exit code. Nothing here computes anything a scientist would cite. May import: the science modules, the Beam shells
 * and the reports of this module.
 */
package org.neurobeam.pipelines.flow;
