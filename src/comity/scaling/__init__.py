"""The same reading and weighing over an archive: on this machine's processes or on a cluster's.

tasks      sources (files, folders, object stores) -> slices, each of which makes one shard
inputs     a slice -> its documents (WARC, JSON Lines, Parquet, and what ``comity build`` reads)
shards     one shard: a Parquet file a table and a manifest, there whole or not there
work       a slice read into a shard: what every process and every node of a cluster runs
running    all slices, one after the other or on Dask; what is done is skipped
asking     questions over the shards with DuckDB; the documents of a pair as readings
copying    copied passages over the whole archive, by hashed runs of words
"""
