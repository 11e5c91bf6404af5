"""Writes the small files beside this script, in the layouts of published sources whose files are not free to copy.

MATLAB 7.3 files are HDF5 with a user block, cells of references and reversed shapes; run with h5py and numpy.
"""
import os
import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


class Mat73:
    """A MATLAB 7.3 file as MATLAB writes it."""

    def __init__(self, name):
        self.path = os.path.join(HERE, name)
        self.file = h5py.File(self.path, "w", userblock_size=512)
        self.refs = self.file.create_group("#refs#")
        self.n = 0

    def struct(self, name):
        group = self.file.create_group(name)
        group.attrs["MATLAB_class"] = np.bytes_("struct")
        return group

    def put(self, parent, name, value):
        if isinstance(value, str):
            if value == "":
                d = parent.create_dataset(name, data=np.zeros(2, "u8"))
                d.attrs["MATLAB_empty"] = np.uint8(1)
            else:
                d = parent.create_dataset(name, data=np.array([[ord(c)] for c in value], "u2"))
                d.attrs["MATLAB_int_decode"] = np.int32(2)
            d.attrs["MATLAB_class"] = np.bytes_("char")
        elif isinstance(value, list):
            cells = [self.put(self.refs, self.next(), v).ref for v in value]
            d = parent.create_dataset(name, (len(cells), 1), dtype=h5py.ref_dtype)
            for i, ref in enumerate(cells):
                d[i, 0] = ref
            d.attrs["MATLAB_class"] = np.bytes_("cell")
        else:
            d = parent.create_dataset(name, data=np.asarray(value, "f8").T)
            d.attrs["MATLAB_class"] = np.bytes_("double")
        return d

    def next(self):
        self.n += 1
        return "r%d" % self.n

    def close(self):
        self.file.close()
        with open(self.path, "r+b") as f:
            f.write(b"MATLAB 7.3 MAT-file, Platform: fixture".ljust(116) + b"\0" * 8 + b"\x00\x02IM")


def traces(worm, t, n):
    """Value 100 worm + 10 neuron + frame / 100."""
    return 100.0 * worm + 10.0 * np.arange(n)[None, :] + np.arange(t)[:, None] / 100.0


def zimmer(name, top, keys, ids):
    mat = Mat73(name)
    group = mat.struct(top)
    worms = len(ids)
    mat.put(group, keys[0], ids)
    mat.put(group, keys[1], [traces(w + 1, 6, len(ids[w])) for w in range(worms)])
    mat.put(group, keys[2], [(5.0 + 0.5 * np.arange(6))[:, None] for _ in range(worms)])
    mat.close()


PUBLISHED = ("IDs", "traces", "timeVectorSeconds")
LABELS = [["AVAL", "", ["VB02", ""]], [["AVAR", "AVBR"], "RIML"]]
zimmer("WT_Stim.mat", "WT_Stim", PUBLISHED, LABELS)
zimmer("WT_NoStim.mat", "WT_NoStim", ("NeuronNames", "deltaFOverF_bc", "tv"), LABELS)
zimmer("npr1_let.mat", "npr1_let", PUBLISHED, LABELS)
zimmer("WT_fasted.mat", "WT_fasted", PUBLISHED, LABELS)
zimmer("Uzel_WT.mat", "Uzel_WT", ("IDs", "traces", "tv"), LABELS)
zimmer("Neuron2019_Data_MNhisCl_RIShisCl.mat", "MNhisCl_RIShisCl_Neuron2019",
       ("neuron_ID", "traces_bleach_corrected", "time_vector"), LABELS)


def series(parent, name, data, **attrs):
    group = parent.create_group(name)
    group.attrs["neurodata_type"] = "RoiResponseSeries"
    d = group.create_dataset("data", data=data)
    for key, value in attrs.items():
        d.attrs[key] = value
    return group


def rate(group, start, hz):
    d = group.create_dataset("starting_time", data=float(start))
    d.attrs["rate"] = float(hz)
    d.attrs["unit"] = "seconds"


with h5py.File(os.path.join(HERE, "worm.nwb"), "w") as f:
    f.attrs["nwb_version"] = "2.6.0"
    activity = f.create_group("processing/CalciumActivity")
    activity.create_group("NeuronIDs").create_dataset(
        "labels", data=["AVAL", "", "DA01"], dtype=h5py.string_dtype())
    raw = activity.create_group("SignalRawFluor")
    one = series(raw, "SignalCalciumImResponseSeries", np.arange(12.0).reshape(4, 3),
                 conversion=2.0, offset=1.0, unit="F")
    rate(one, 3.0, 4.0)

with h5py.File(os.path.join(HERE, "times.h5"), "w") as f:
    f.create_dataset("clock", data=10.0 + np.arange(4) ** 1.5)

with h5py.File(os.path.join(HERE, "links.nwb"), "w") as f:
    f.attrs["nwb_version"] = "2.4.0"
    ophys = f.create_group("processing/ophys")
    one = series(ophys, "First", np.arange(8.0).reshape(4, 2), unit="a.u.")
    one["timestamps"] = h5py.ExternalLink("times.h5", "/clock")
    two = series(ophys, "Second", -np.arange(8.0).reshape(4, 2), unit="a.u.")
    two["timestamps"] = h5py.SoftLink("/processing/ophys/First/timestamps")
    hard = ophys.create_group("Third")
    hard.attrs["neurodata_type"] = "RoiResponseSeries"
    hard["data"] = one["data"]
    rate(hard, 0.0, 2.0)

with h5py.File(os.path.join(HERE, "references.nwb"), "w") as f:
    f.attrs["nwb_version"] = "2.6.0"
    table = f.create_group("processing/ophys/cells")
    table.attrs["neurodata_type"] = "DynamicTable"
    table.create_dataset("label", data=["RIML", "AVAL", "AVAR"], dtype=h5py.string_dtype())
    table.create_dataset("depth", data=[7.0, 8.0, 9.0])
    hidden = f.create_group("stimulus/presentation/Hidden")
    hidden.attrs["neurodata_type"] = "TimeSeries"
    values = hidden.create_dataset("data", data=np.arange(8.0).reshape(4, 2))
    values.attrs["conversion"] = 3.0
    rate(hidden, 0.0, 2.0)
    hidden.attrs["owner"] = f["processing"].ref          # back to where it is referenced from
    group = f["processing/ophys"]
    rois = group.create_dataset("rois", data=np.array([2, 1]))
    rois.attrs["neurodata_type"] = "DynamicTableRegion"
    rois.attrs["table"] = table.ref
    group.create_dataset("pointer", data=hidden.ref, dtype=h5py.ref_dtype)
    group.create_dataset("pointers", data=np.array([table.ref, hidden.ref], dtype=h5py.ref_dtype))
    group.create_dataset("broken", data=h5py.Reference(), dtype=h5py.ref_dtype)
    windows = np.zeros(1, dtype=[("idx_start", "i4"), ("count", "i4"), ("timeseries", h5py.ref_dtype)])
    windows[0] = (1, 3, hidden.ref)
    group.create_dataset("window", data=windows)

with h5py.File(os.path.join(HERE, "2023-01-01-01.h5"), "w") as f:
    f.create_dataset("trace_array", data=traces(1, 6, 3).T)
    f.create_dataset("timestamp_confocal", data=2.0 + 0.5 * np.arange(6))
    for i, name in ((1, "AVAL"), (3, "SAAD?")):
        f.create_dataset("labeled/%d/label" % i, data=name, dtype=h5py.string_dtype())
