/**
 * Labelled arrays for everyone: dimensions, coordinates and slabs of values go in, one netCDF-3 file with 64-bit
 * offsets that xarray, netCDF4 and ncdump open comes out, in pure Java.
 *
 * <p>May import: {@code org.neurobeam.schemas.io}, NetCDF-Java.
 */
package org.neurobeam.schemas.io.netcdf;
