/**
 * The settings of the commands as checked records, read from one YAML file and the command line.
 *
 * <p>What enters: a YAML file and overrides from the command line, which win. What leaves: immutable records with
 * every default filled in, or a {@link org.neurobeam.schemas.error.ConfigException} that names key, file, line and
 * column. May import: schemas, Jackson, and the option records of the science modules.
 */
package org.neurobeam.pipelines.config;
