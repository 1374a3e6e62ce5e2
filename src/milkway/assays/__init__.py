"""How samples are measured: each assay a file with its sampler and its likelihood."""
