"""Which toolboxes of MATLAB, and packages of Octave, programs are written with: by the functions they name.

A name is what it is by MATLAB's documentation (R2012 to R2024) or that of the toolbox; a function that the tree has
itself is none of these. One name may be somebody's own variable, so that two are asked for, or one that only a toolbox
would have. ``pkg load`` of Octave is read as it stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile

from .records import Scan


@dataclass(frozen=True, slots=True)
class Toolbox:
    """A toolbox, the functions used of it by number of files, the files that use it, and the first place."""

    name: str
    functions: tuple[str, ...]
    files: int
    place: str


FEWEST = 2
# a star stands for a prefix that is the toolbox's own
_TOOLBOXES = {
    "Statistics": "nanmean nanstd nanmax nanmin nansum nanmedian nanvar normpdf normcdf norminv normrnd "
    "prctile quantile regress "
    "princomp pdist squareform kmeans ksdensity boxplot tinv tcdf chi2inv chi2cdf fcdf finv binopdf "
    "binocdf binornd poisspdf "
    "poissrnd exprnd gamrnd betapdf mvnrnd mvnpdf randsample glmfit glmval nlinfit anova1 anova2 ttest "
    "ttest2 ranksum signrank "
    "kstest kstest2 stepwisefit lsline normfit unifrnd raylrnd tabulate grpstats fitlm pca",
    "Signal Processing": "butter filtfilt freqz cheby1 cheby2 ellip fir1 fir2 firls remez pwelch psd "
    "periodogram xcov decimate "
    "specgram spectrogram tfestimate mscohere cohere medfilt1 findpeaks sgolayfilt upfirdn sosfilt "
    "levinson lpc grpdelay "
    "hilbert hanning hamming buttord zp2sos tukeywin chebwin gausswin",
    "Image Processing": "imrotate imfilter imadjust im2bw bwlabel bwmorph bwconncomp regionprops "
    "imdilate imerode imopen imclose strel "
    "fspecial medfilt2 roipoly graythresh imcrop imhist mat2gray bwareaopen imfill watershed radon "
    "iradon bwperim bwdist",
    "Optimization": "fmincon fminunc lsqnonlin lsqcurvefit linprog quadprog fsolve fgoalattain lsqlin "
    "intlinprog bintprog optimoptions",
    "Mapping": "axesm shaperead shapewrite projfwd projinv geoshow worldmap mfwdtran minvtran shapeinfo "
    "utmzone deg2utm km2deg",
    "Curve Fitting": "csaps spaps fnval fnplt fnder fittype fitoptions",
    "Parallel Computing": "parpool matlabpool gpuArray gather createJob createTask spmd",
    "Wavelet": "wavedec waverec wden wdencmp idwt wfilters wavedec2 waverec2",
    "Control System": "lqr c2d d2c dlqr kalman",
    "System Identification": "arx armax iddata n4sid",
    "Neural Network": "newff patternnet feedforwardnet newp trainlm",
    "Image Acquisition": "videoinput imaqhwinfo",
    "Data Acquisition": "analoginput analogoutput daqread digitalio",
    "m_map (www.eoas.ubc.ca/~rich)": "m_proj m_grid m_coast m_line m_pcolor m_contour m_plot m_ll2xy m_gshhs_*",
    "seawater (CSIRO)": "sw_dens sw_ptmp sw_pden sw_dist sw_pres sw_smow sw_dpth",
    "GSW (TEOS-10)": "gsw_*",
    "t_tide": "t_tide t_predic t_xtide",
    "snctools": "nc_varget nc_varput nc_dump nc_attget nc_addvar nc_getall nc_create_empty",
    "Tidal Model Driver": "tmd_tide_pred tmd_extract_HC TMD tide_pred",
    "Psychtoolbox": "PsychDefaultSetup KbCheck KbWait KbName Psych*",
    "EEGLAB": "pop_loadset pop_saveset eeg_checkset eeg_*",
    "SPM": "spm_*",
    "FieldTrip": "ft_preprocessing ft_definetrial ft_*",
    "WaveLab": "MakeONFilter FWT_PO IWT_PO",
    "export_fig": "export_fig",
}
_SURE = frozenset(("export_fig", "t_tide", "deg2utm"))
_LOAD = re.compile(r"^[ \t]*pkg[ \t(]+'?load'?[ \t,]+'?(?P<name>[\w-]+)", re.M)


def find(scan: Scan, files: Iterable[SourceFile] = ()) -> tuple[Toolbox, ...]:
    """Give the toolboxes, the most used first; then packages that Octave is told to load."""
    own = {module.name.rpartition(".")[2] for file in scan.files if file.lang == "matlab" for module in file.modules}
    # a prefix of the tree's own functions is its own
    prefixes = {prefix: box for prefix, box in _PREFIXES.items() if not any(name.startswith(prefix) for name in own)}
    users: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    loading: set[str] = set()
    for file in scan.files:
        if file.lang == "matlab":
            for mention in file.dependencies:
                box = _box(mention.name, prefixes) if mention.kind == "call" and mention.name not in own else ""
                if box:
                    users[box][mention.name].append(f"{file.path}:{mention.line}")
                if mention.name == "pkg":
                    loading.add(file.path)
    found = []
    for box, functions in users.items():
        if len(functions) >= FEWEST or any(name in _SURE for name in functions):
            order = sorted(functions, key=lambda name: (-len(functions[name]), name))
            places = {place.rpartition(":")[0] for name in order for place in functions[name]}
            found.append(Toolbox(box, tuple(order), len(places), min(functions[order[0]])))
    found.sort(key=lambda one: (-one.files, one.name))
    return (*found, *_loaded({file.path: file for file in files if file.path in loading}))


def _box(name: str, prefixes: Mapping[str, str]) -> str:
    return _EXACT.get(name) or next((box for prefix, box in prefixes.items() if name.startswith(prefix)), "")


_EXACT = {name: box for box, names in _TOOLBOXES.items() for name in names.split() if not name.endswith("*")}
_PREFIXES = {name.rstrip("*"): box for box, names in _TOOLBOXES.items() for name in names.split() if name.endswith("*")}


def _loaded(files: Mapping[str, SourceFile]) -> tuple[Toolbox, ...]:
    """Give the packages that are loaded, each with the number of files that do."""
    places: dict[str, list[str]] = defaultdict(list)
    for path, file in sorted(files.items()):
        try:
            text = decoded(file.read())
        except ArchaeoError:
            continue
        for match in _LOAD.finditer(text):
            places[match["name"]].append(f"{path}:{text.count(chr(10), 0, match.start()) + 1}")
    return tuple(
        Toolbox(f"Octave's package {name}", (), len({at.rpartition(":")[0] for at in told}), told[0])
        for name, told in sorted(places.items())
    )
