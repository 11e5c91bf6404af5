package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.Python;

/** What nibabel, an independent reader, finds in our files; skipped where it is not installed. */
class NiftiWriterNibabelTest {
    private static final String REPORT = """
            import sys, numpy as np, nibabel as nib
            for path in sys.argv[1:]:
                i = nib.load(path); h = i.header; d = np.asarray(i.dataobj).astype(float)
                q, qc = h.get_qform(coded=True); s, sc = h.get_sform(coded=True)
                near = q is None or np.abs(q - s).max() < 1e-5
                print(type(i).__name__, i.shape, h.get_data_dtype(), int(qc), int(sc), near,
                      h.get_xyzt_units(), [round(float(z), 4) for z in h.get_zooms()],
                      h.get_intent()[0], bytes(h['descrip']).rstrip(b'\\0').decode(),
                      np.round(i.affine[0], 4).tolist(), round(float(d.sum()), 3), float(d.flat[-1]), sep='|')
            """;
    /** A rotation by 30 degrees around z, voxels 2, 3 and 4 mm, third axis reflected. */
    private static final DoubleMatrix AFFINE = DoubleMatrix.wrap(
            4,
            4,
            2 * Math.cos(Math.PI / 6),
            -1.5,
            0,
            10,
            1,
            3 * Math.cos(Math.PI / 6),
            0,
            20,
            0,
            0,
            -4,
            30,
            0,
            0,
            0,
            1);

    @TempDir
    Path folder;

    @BeforeAll
    static void needsNibabel() {
        Python.assumeModules("nibabel");
    }

    @Test
    void nibabelReadsShapeAffineCodesAndData() throws IOException {
        DataStore store = DataStore.local(folder);
        NiftiOutGrid grid = new NiftiOutGrid(2, 3, 4, AFFINE, 1);
        write(store, "f.nii.gz", NiftiOutImage.series(grid, 2, 1.5).withDescription("two volumes"));
        write(store, "i.nii", NiftiOutImage.series(grid, 2, 1.5).withEncoding(NiftiOutEncoding.int16(0, 47)));
        write(store, "u.nii.gz", NiftiOutImage.mask(grid).withIntent(1002, "label"));
        NiftiOutGrid sheared =
                new NiftiOutGrid(2, 3, 4, DoubleMatrix.wrap(4, 4, 1, .5, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1), 4);
        write(store, "s.nii", NiftiOutImage.map(sheared));
        write(store, "n2.nii", NiftiOutImage.series(new NiftiOutGrid(1, 1, 1, AFFINE, 2), 33_000, 1));
        List<String> lines = report("f.nii.gz", "i.nii", "u.nii.gz", "s.nii", "n2.nii");
        String row = "[1.7321, -1.5, 0.0, 10.0]";
        String zooms = "[2.0, 3.0, 4.0, 1.5]";
        assertThat(lines.get(0))
                .isEqualTo("Nifti1Image|(2, 3, 4, 2)|float32|1|1|True|('mm', 'sec')|" + zooms + "|none|two volumes|"
                        + row + "|1128.0|47.0");
        assertThat(lines.get(1))
                .startsWith(
                        "Nifti1Image|(2, 3, 4, 2)|int16|1|1|True|('mm', 'sec')|" + zooms + "|none||" + row + "|1128.0");
        assertThat(lines.get(2))
                .isEqualTo("Nifti1Image|(2, 3, 4)|uint8|1|1|True|('mm', 'unknown')|[2.0, 3.0, 4.0]|label||" + row
                        + "|276.0|23.0");
        assertThat(lines.get(3))
                .isEqualTo("Nifti1Image|(2, 3, 4)|float32|0|4|True|('mm', 'unknown')|[1.0, 1.118, 1.0]|none||"
                        + "[1.0, 0.5, 0.0, 0.0]|276.0|23.0");
        assertThat(lines.get(4))
                .isEqualTo("Nifti2Image|(1, 1, 1, 33000)|float32|2|2|True|('mm', 'sec')|[2.0, 3.0, 4.0, 1.0]|none||"
                        + row + "|544483500.0|32999.0");
    }

    /** Voxels count upwards through all volumes. */
    private static void write(DataStore store, String path, NiftiOutImage image) throws IOException {
        float[] volume = new float[image.grid().voxels()];
        try (NiftiWriter out = NiftiWriter.open(store, path, image)) {
            for (int t = 0; t < image.volumes(); t++) {
                for (int v = 0; v < volume.length; v++) {
                    volume[v] = t * volume.length + v;
                }
                out.append(volume);
            }
        }
    }

    private List<String> report(String... names) {
        return Python.run(
                REPORT,
                Stream.of(names).map(name -> folder.resolve(name).toString()).toArray(String[]::new));
    }
}
