using System.Buffers;

namespace HotPath.Soak.Load;

/// <summary>Whoever reads an answer's body as it comes.</summary>
internal interface IBodyReading
{
    /// <param name="body">Borrowed until the call returns.</param>
    /// <param name="arrivedAt">The one stamp of the read that brought it.</param>
    void Accept(in ReadOnlySequence<byte> body, long arrivedAt);
}
