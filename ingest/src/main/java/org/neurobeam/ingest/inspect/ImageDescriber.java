package org.neurobeam.ingest.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.neurobeam.ingest.nifti.HeaderFields;
import org.neurobeam.ingest.nifti.ImageHeader;
import org.neurobeam.ingest.nifti.IntentCode;
import org.neurobeam.ingest.nifti.NiftiFormat;
import org.neurobeam.ingest.nifti.NiftiImage;
import org.neurobeam.ingest.nifti.RepetitionTime;
import org.neurobeam.ingest.nifti.TimingSources;
import org.neurobeam.schemas.error.DataException;

/** Describes NIfTI-1, NIfTI-2 and Analyze images. */
public final class ImageDescriber implements FileDescriber {
    private static final int PIXDIM_DECIMALS = 4;
    private static final int NIFTI1_MAGIC = 344;
    private static final int NIFTI2_MAGIC = 4;

    private final Function<InspectedFile, SidecarTiming> sidecars;

    /** Looks for a JSON file of the same name beside the image. */
    public ImageDescriber() {
        this(SidecarTiming::beside);
    }

    /** @param sidecars finds the timing of an image in JSON, e.g. with inheritance in a BIDS tree */
    public ImageDescriber(Function<InspectedFile, SidecarTiming> sidecars) {
        this.sidecars = sidecars;
    }

    @Override
    public boolean accepts(InspectedFile file, FileHead head) {
        return head.has(NIFTI1_MAGIC, "n+1\0")
                || head.has(NIFTI1_MAGIC, "ni1\0")
                || head.has(NIFTI2_MAGIC, "n+2\0")
                || head.has(NIFTI2_MAGIC, "ni2\0")
                || file.path().matches("(?i).*\\.(hdr|img|nii)(\\.gz)?");
    }

    @Override
    public FileDescription describe(InspectedFile file, boolean headerOnly) {
        NiftiImage image;
        try {
            image = NiftiImage.open(file.store(), file.path());
        } catch (DataException e) {
            return file.unreadable(e);
        }
        ObjectNode json = header(file, image.header());
        List<String> warnings = new ArrayList<>(image.header().warnings());
        putOurs(file, json, image.header(), warnings);
        boolean readable = headerOnly || new ImageStatistics(image, warnings).describe(json);
        ArrayNode listed = json.putArray("warnings");
        warnings.forEach(listed::add);
        return new FileDescription(json, readable);
    }

    /** The keys of an image's header, without those that need a decision; for other NIfTI-based formats too. */
    public static ObjectNode header(InspectedFile file, ImageHeader header) {
        HeaderFields stored = header.stored();
        ObjectNode json = file.begin();
        json.put("shape", header.shapeLabel());
        json.put("dtype", header.type().label(header.isBigEndian()));
        json.put("endian", header.isBigEndian() ? ">" : "<");
        json.put("sform", stored.sformCode());
        json.put("qform", stored.qformCode());
        json.set("slope", JsonNumbers.of(header.scaling().slope()));
        json.set("inter", JsonNumbers.of(header.scaling().intercept()));
        json.put("intent", IntentCode.name(stored.intentCode()));
        ArrayNode pixdim = json.putArray("pixdim");
        pixdim.add(header.handedness());
        header.stepSizes().forEach(step -> pixdim.add(JsonNumbers.rounded(step, PIXDIM_DECIMALS)));
        for (int i = 4; i < 8; i++) {
            pixdim.add(JsonNumbers.rounded(stored.pixdim(i), PIXDIM_DECIMALS));
        }
        if (header.format().isNifti2()) {
            json.put("vox_offset", (long) stored.voxOffset());
        } else {
            json.set("vox_offset", JsonNumbers.of(stored.voxOffset()));
        }
        json.put("ext", header.extensions().size());
        json.put("xyzt_units", stored.xyztUnits());
        json.set("raw_slope", JsonNumbers.of(stored.slope()));
        json.set("raw_inter", JsonNumbers.of(stored.intercept()));
        json.put("magic", stored.magicHex());
        return json;
    }

    private void putOurs(InspectedFile file, ObjectNode json, ImageHeader header, List<String> warnings) {
        ArrayNode affine = json.putArray("affine");
        for (int r = 0; r < 4; r++) {
            ArrayNode row = affine.addArray();
            for (int c = 0; c < 4; c++) {
                row.add(JsonNumbers.of(header.affine().get(r, c)));
            }
        }
        json.put("format", header.format().label());
        json.put("affine_source", header.affineSource().label());
        json.put("space_unit", header.spaceUnit().label());
        json.put("time_unit", header.timeUnit().label());
        SidecarTiming sidecar = sidecars.apply(file);
        warnings.addAll(sidecar.warnings());
        TimingSources beside = header.format() == NiftiFormat.ANALYZE ? TimingSources.NONE : sidecar.timing();
        RepetitionTime tr = RepetitionTime.resolve(header, beside);
        warnings.addAll(tr.warnings());
        if (tr.trSeconds().isPresent()) {
            json.put("tr_s", tr.trSeconds().getAsDouble());
        } else {
            json.putNull("tr_s");
        }
        json.put("tr_source", tr.source().label());
        OptionalDouble inHeader =
                RepetitionTime.resolve(header, TimingSources.NONE).trSeconds();
        if (inHeader.isPresent()) {
            json.put("header_tr_s", inHeader.getAsDouble());
        }
    }
}
