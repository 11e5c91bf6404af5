/**
 * The flow of {@code demo}: a simulated study with planted weights through every command, and how well they are recovered.
 *
 * <p>What enters: a size and a seed. What leaves: the folders of all steps, and recovered against planted scores. May
 * import: the other flows of this module.
 */
package org.neurobeam.pipelines.flow.demo;
