namespace HotPath.Soak.Distributed;

/// <summary>What a file of a worker's result folder has grown by, for the copy at the master.</summary>
/// <param name="File">Its name, without a folder.</param>
/// <param name="Offset">Where the bytes belong in it.</param>
/// <param name="Bytes"><see cref="MostBytes"/> at most.</param>
/// <param name="Replaces">The file is these bytes and no longer what it was, <paramref name="Offset"/> being 0; else it grows by them.</param>
internal sealed record WorkerFilePart(string File, long Offset, ReadOnlyMemory<byte> Bytes, bool Replaces)
{
    /// <summary>A master reads one message after the other: a longer part would hold up the heartbeats behind it.</summary>
    public const int MostBytes = 256 * 1024;
}
