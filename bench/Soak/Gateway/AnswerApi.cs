using System.Buffers;

namespace HotPath.Soak.Gateway;

/// <summary>How one endpoint that answers with text words what it is asked and what it answers. No state: one for all requests.</summary>
internal abstract class AnswerApi
{
    /// <summary>What its answers are counted under.</summary>
    public abstract GatewayRoute Route { get; }

    /// <param name="body">The request's, as it came.</param>
    /// <returns>The request, or the first thing wrong with it.</returns>
    public abstract (AnswerRequest? Request, OpenAiError? Error) Read(ReadOnlySpan<byte> body);

    /// <returns>To stream with, one answer after another.</returns>
    public abstract AnswerRenderer NewRenderer();

    /// <summary>Writes the answer in one piece.</summary>
    /// <param name="output">Where the body goes.</param>
    /// <param name="request">What it answers.</param>
    /// <param name="plan">Whose tokens it holds.</param>
    /// <param name="completion">The answer's number, which its id is made from.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public abstract void WriteWhole(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt);
}
