#!/usr/bin/python3
"""Opens a result file with every tool at hand and checks what they see.

Usage: open_with_tools.py FILE   (written by the test program: three policies, five replicates, four worlds)
Prints "skipped: TOOL" for what is not installed. Any warning is a failure.
"""

import shutil
import subprocess
import sys
import warnings

warnings.simplefilter("error")
# Said by libraries about one another at import, whatever the file.
warnings.filterwarnings("ignore", message=".*numpy.ndarray size changed.*")
FILE = sys.argv[1]
POLICIES = ["today", "two more, please", "流动网格员"]
SHAPES = {
    "burden_days": ("policy", "replicate"),
    "requests": ("policy", "replicate", "day"),
    "satisfaction": ("policy", "replicate", "day", "resident_class"),
    "visits": ("policy", "replicate", "community", "resident_class", "day"),
    "run_status": ("policy", "replicate"),
}
SIZES = {"policy": 3, "replicate": 5, "day": 7, "resident_class": 3, "community": 2}


def expect(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")


def library(name):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return __import__(name)
    except ImportError:
        print("skipped:", name)
        return None


def check_h5py():
    h5py = library("h5py")
    if not h5py:
        return
    with h5py.File(FILE, "r") as file:
        expect(file.attrs["format"] == "cogov-result", "format")
        expect(int(file.attrs["seed"]) == 2**64 - 1, "seed")
        # The order of the file itself, which h5py tells for groups: of the root as a group.
        expect(list(file["/"])[:6] == ["policy", "replicate", "day", "resident_class", "community", "run_status"], "order of links")
        expect(list(file.attrs)[:4] == ["format", "format_version", "title", "digest"], "order of attributes")
        for name, dims in SHAPES.items():
            expect(file[name].shape == tuple(SIZES[d] for d in dims), f"shape of {name}")
            for axis, dim in enumerate(dims):
                expect([scale.name for scale in file[name].dims[axis].values()] == ["/" + dim], f"scale of {name}")
        burden = file["burden_days"]
        expect(burden.compression == "gzip" and burden.shuffle and burden.fletcher32, "filters")
        expect(burden.fillvalue != burden.fillvalue and burden.attrs["better"] == "lower", "fill value and direction")
        expect("better" not in file["requests"].attrs and "_FillValue" not in file["requests"].attrs, "integers")
        expect(file["requests"][2, 4, 6] == 300406, "values")
        scenario = file["provenance/scenario"][()]
        expect(file["provenance/scenario_bytes"][:].tobytes() == scenario, "both scenarios")
        expect("三项政策" in scenario.decode(), "scenario")
        expect(list(file["network"])[2:] == ["x", "y", "from", "to", "length_mm", "kind", "locked_at_night", "closed_to_riders"], "columns of the network")
        length = file["network/length_mm"]
        expect(length[:].tolist() == [10500, 2**32 - 1] and length.attrs["units"] == "mm" and length.fletcher32, "lengths")
        expect([scale.name for scale in length.dims[0].values()] == ["/network/street_edge"], "scale of lengths")
        expect(file["network/x"][:].tolist() == [-5, 5, 5], "positions")
        worlds = file["worlds"]
        expect(list(worlds)[:7] == ["policy", "world", "day", "resident_class", "community", "parameter", "parameter_value"], f"order of /worlds: {list(worlds)}")
        expect([scale.name for scale in worlds["visits"].dims[1].values()] == ["/worlds/world"], "scale of worlds")
        expect(worlds["parameter_value"][:].tolist() == [[0.1, 9], [0.2 + 0.1, 1e-300], [2 / 3, 3], [0.9, 4]], "draws, to the last bit")
        expect(int(file["ties"].attrs["people"]) == 3 and file["ties/b"][:].tolist() == [1, 2], "ties")
    print("ok: h5py")


def check_xarray(engine):
    xarray, numpy = library("xarray"), library("numpy")
    if not xarray or not library({"netcdf4": "netCDF4"}.get(engine, engine)):
        return
    with xarray.open_dataset(FILE, engine=engine) as data:
        expect(dict(data.sizes) == SIZES, f"sizes {dict(data.sizes)}")
        for name, dims in SHAPES.items():
            expect(data[name].dims == dims, f"dimensions of {name}")
        expect(list(data["policy"].values) == POLICIES, "policies")
        expect(data["requests"].dtype == numpy.int64, "integers stay integers")
        expect(data["burden_days"].dtype == numpy.float64, "days are not decoded as time")
        expect(bool(data["burden_days"].isnull().values[:, 1].all()), "NaN")
        aged = data["visits"].sel(policy="流动网格员", replicate=4, community=20, resident_class="aged, 80+", day=6)
        expect(int(aged) == 300441, "a value by its labels")
        expect(list(data["resident_class"].attrs["labels_zh"]) == ["儿童", "成人", "高龄"], "Chinese labels")
        expect(data["burden_days"].attrs["long_name_zh"] == "负担中位数", "Chinese names")
        expect(data["burden_days"].attrs["units"] == "d", "units")
    with xarray.open_dataset(FILE, engine=engine, group="requests_trace") as data:
        rows = sum(policy + replicate for policy in range(3) for replicate in range(9))
        expect(dict(data.sizes) == {"request": rows}, f"rows {dict(data.sizes)}")
        expected = [
            (policy, replicate, (1000 * (policy + 1) + replicate) * 10 + i)
            for replicate in range(9)
            for policy in range(3)
            for i in range(policy + replicate)
        ]
        got = zip(*(data[name].values.tolist() for name in ("policy", "replicate", "reported")))
        expect(list(got) == expected, "the trace is in manifest order")
    with xarray.open_dataset(FILE, engine=engine, group="network") as data:
        expect(dict(data.sizes) == {"street_node": 3, "street_edge": 2}, f"sizes {dict(data.sizes)}")
        expect(data["kind"].values.tolist() == [0, 2] and data["kind"].dims == ("street_edge",), "kinds of street")
        expect(data["y"].values.tolist() == [0, 0.001, -7.5] and data["y"].attrs["units"] == "m", "positions")
    with xarray.open_dataset(FILE, engine=engine, group="worlds") as data:
        expect(dict(data.sizes) == {"policy": 3, "world": 4, "day": 7, "resident_class": 3, "community": 2, "parameter": 2}, f"sizes {dict(data.sizes)}")
        for name, dims in SHAPES.items():
            if name != "run_status":
                expect(data[name].dims == dims[:1] + ("world",) + dims[2:], f"dimensions of {name} in worlds")
        expect(list(data["policy"].values) == POLICIES, "a group with labels of its own")
        aged = data["visits"].sel(policy="流动网格员", world=3, community=20, resident_class="aged, 80+", day=6)
        expect(int(aged) == 300841, "a value of a world by its labels")
        expect(float(data["parameter_value"].sel(world=2, parameter="patrol.notice_chance")) == 2 / 3, "a draw by its labels")
        expect(float(data["parameter_default"].sel(parameter="couriers.delay")) == 5, "defaults")
        expect(list(data["parameter_meaning_zh"].values) == ["发现概率", "延误"], "meanings")
        expect(data["world_status"].dtype == numpy.int64 and int(data["world_status"].sum()) == 0, "no world failed")
    for group in ("never", "timing", "provenance", "ties"):
        with xarray.open_dataset(FILE, engine=engine, group=group) as data:
            data.load()
    print("ok: xarray,", engine)


def check_ncdump():
    if not shutil.which("ncdump"):
        print("skipped: ncdump")
        return
    done = subprocess.run(["ncdump", "-h", FILE], capture_output=True, text=True, check=True)
    expect(done.stderr == "", "ncdump is silent: " + done.stderr)
    for line in (
        "policy = 3 ;",
        "double satisfaction(policy, replicate, day, resident_class) ;",
        "int64 visits(policy, replicate, community, resident_class, day) ;",
        "group: provenance {",
        "int64 reported(request) ;",
        "double x(street_node) ;",
        "group: worlds {",
        "double satisfaction(policy, world, day, resident_class) ;",
        "double parameter_value(world, parameter) ;",
    ):
        expect(line in done.stdout, f"ncdump says '{line}'")
    whole = subprocess.run(["ncdump", FILE], capture_output=True, text=True)
    expect(whole.returncode == 0 and whole.stderr == "", "ncdump reads all of it: " + whole.stderr)
    print("ok: ncdump")


check_h5py()
check_xarray("h5netcdf")
check_xarray("netcdf4")
check_ncdump()
