"""Samples: any call as a program, in our SDK, in the official ones of six languages, and by hand."""

from alicloud.generator.samples.arguments import values_of
from alicloud.generator.samples.project import project
from alicloud.generator.samples.render import Sample, sample
from alicloud.generator.samples.sdks import Dependency
from alicloud.generator.samples.values import SampleError
from alicloud.generator.samples.variants import VARIANTS, Variant, variant
from alicloud.generator.samples.view import EMULATED, Endpoint

__all__ = [
    "EMULATED",
    "VARIANTS",
    "Dependency",
    "Endpoint",
    "Sample",
    "SampleError",
    "Variant",
    "project",
    "sample",
    "values_of",
    "variant",
]
