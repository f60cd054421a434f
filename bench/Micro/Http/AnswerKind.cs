namespace HotPath.Micro.Http;

/// <summary>What the peer answers with.</summary>
public enum AnswerKind
{
    /// <summary>100 events, a chunk each: what most gateways send.</summary>
    Chunked,

    /// <summary>The same, one byte a read.</summary>
    ChunkedByteByByte,

    /// <summary>The same events under one Content-Length.</summary>
    ContentLength,

    /// <summary>A chat answer in one piece, about 280 B.</summary>
    SmallJson,
}
