/**
 * Settings from YAML files and command lines, bound to records. What enters is a file and overrides; what leaves is a
 * checked record, or a {@link org.neurobeam.schemas.error.ConfigException} that names key, file, line and column. Knows
 * no command and no method: the records belong to whoever reads them. May import {@code schemas.error} only.
 */
package org.neurobeam.schemas.config;
