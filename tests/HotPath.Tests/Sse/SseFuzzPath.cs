namespace HotPath.Tests.Sse;

/// <summary>How the bytes of a stream get to the parser.</summary>
internal enum SseFuzzPath
{
    PushedWhole,
    PushedInPieces,
    StoppedAfterEach,
    PushedInTwo,
    ReadFromAStream,
    ReadFromAPipe,
}
