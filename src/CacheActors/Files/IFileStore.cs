namespace CacheActors.Files;

/// <summary>
/// How files come into a cache and leave it: written and flushed in staging, then renamed to their final place. Each
/// failure of the disk is a <see cref="StorageException"/>. An interface so that tests can let it fail on purpose.
/// </summary>
internal interface IFileStore
{
    /// <summary>A name in staging that nobody had before; creates nothing.</summary>
    /// <param name="extension">Of the content, for people who look, for example <c>wav</c>; the name ends in <c>.part</c>.</param>
    string NewStagingPath(string extension);

    /// <summary>True for a name that <see cref="NewStagingPath"/> gave: whoever asked for it may be at work on the file.</summary>
    bool IsOurs(string stagingPath);

    /// <summary>
    /// Creates a file in staging from what <paramref name="write"/> writes, flushed to the disk and readable by this
    /// user only. Space is taken before the bytes are written. If writing fails or is cancelled, nothing is left.
    /// </summary>
    /// <param name="stagingPath">From <see cref="NewStagingPath"/>; a file or link there is replaced.</param>
    /// <param name="write">Writes forward only; closing the stream does nothing. Its exceptions pass through.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="CacheFullException">There is no room and none can be made, whatever the writer made of that.</exception>
    Task<FileFacts> WriteStagedAsync(
        string stagingPath,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Takes space for what another process is going to write in staging, as far as space is free; false, and nothing taken,
    /// when it is not. <see cref="SealStagedAsync"/> gives back what was too much, <see cref="DeleteAsync"/> all.
    /// </summary>
    /// <param name="stagingPath">From <see cref="NewStagingPath"/>.</param>
    /// <param name="bytes">What the file may have at most.</param>
    bool TryReserveStaged(string stagingPath, long bytes);

    /// <summary>As <see cref="TryReserveStaged"/>, but evicts when that is needed.</summary>
    /// <exception cref="CacheFullException">There is no room and none can be made.</exception>
    ValueTask ReserveStagedAsync(string stagingPath, long bytes, CancellationToken cancellationToken);

    /// <summary>Takes over a file in staging that another process has written: flushes it, reads what identifies it.</summary>
    Task<FileFacts> SealStagedAsync(string stagingPath, CancellationToken cancellationToken);

    /// <summary>
    /// Moves a flushed file from staging to its final place for good: readers see the old file or the new one, and so
    /// they do after a power cut once this has returned. Not cancelled any more once it has begun.
    /// </summary>
    /// <param name="stagingPath">The flushed file.</param>
    /// <param name="finalPath">Its place.</param>
    /// <param name="file">What identifies it: equal content that is in the cache already is shared.</param>
    /// <param name="cancellationToken">Gives up waiting for its turn.</param>
    Task PublishAsync(string stagingPath, string finalPath, FileFacts file, CancellationToken cancellationToken);

    /// <summary>Deletes a file or link, and gives its space back; it may be missing.</summary>
    /// <returns>Bytes that the disk has back: 0 when there was nothing, or when another entry shares the content.</returns>
    Task<long> DeleteAsync(string path);

    /// <summary>Moves whatever lies under a path into quarantine, and gives its space back: there it is not counted.</summary>
    /// <param name="path">A file, link or folder in the cache folder; what it leads to is left alone.</param>
    /// <returns>Its name there; null when there was nothing.</returns>
    Task<string?> SetAsideAsync(string path);

    /// <summary>Moves what lies in quarantine back to the audio folder, and takes its space.</summary>
    /// <param name="name">Its name there.</param>
    /// <param name="path">Where to; its folder is created when it is missing.</param>
    /// <returns>False, and nothing moved, when something lies in that place.</returns>
    /// <exception cref="CacheFullException">There is no room and none can be made.</exception>
    Task<bool> PutBackAsync(string name, string path);

    /// <summary>
    /// Counts the bytes of entries' files anew, after somebody else has changed them. In a cache that never rests the number
    /// stays as it was, and the next start counts.
    /// </summary>
    Task RecountAsync();

    /// <summary>Deletes what earlier processes left in staging. Blocks; to be called by the owner before the first write.</summary>
    void SweepStaging();

    /// <summary>Opens a file of the cache for reading; it stays readable when it is replaced or deleted meanwhile.</summary>
    Stream OpenRead(string path);
}
