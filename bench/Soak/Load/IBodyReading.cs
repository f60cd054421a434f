using System.Buffers;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>Whoever reads an answer's body as it comes.</summary>
internal interface IBodyReading
{
    /// <summary>The head of the current request's answer has come.</summary>
    void Begin();

    /// <param name="body">Borrowed until the call returns.</param>
    /// <param name="arrivedAt">The one stamp of the read that brought it: what is in it arrived together.</param>
    void Accept(in ReadOnlySequence<byte> body, long arrivedAt);

    /// <summary>Judges and records the answer as a whole.</summary>
    /// <param name="cutShort">What ended the body before its end; null: it came whole.</param>
    Outcome End(int status, Outcome? cutShort);
}
