using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>A header whose value is a UUID: another one for each request, or for each text.</summary>
internal sealed class IdHeader
{
    public const string RequestId = "X-Request-ID", IdempotencyKey = "Idempotency-Key";

    private const ulong RequestIdSequence = 0x5B00, IdempotencyKeySequence = 0x6C00;

    private readonly bool _isOfText;

    private IdHeader(string name, bool isOfText)
    {
        Name = name;
        _isOfText = isOfText;
    }

    public string Name { get; }

    /// <summary>Those that a group's requests have.</summary>
    public static IEnumerable<IdHeader> Of(RequestGroup group)
    {
        if (group.SendsRequestId) yield return new IdHeader(RequestId, isOfText: false);
        if (group.SendsIdempotencyKey) yield return new IdHeader(IdempotencyKey, isOfText: true);
    }

    /// <summary>The id of a request that has an <c>X-Request-ID</c>, the same for each of its attempts: they are one request to whoever follows it.</summary>
    /// <param name="utf8">At least <see cref="SeededUuid.TextLength"/> bytes.</param>
    public static void WriteRequestId(Span<byte> utf8, in RequestDraw draw) => SeededUuid.Write(utf8, draw.Identity, RequestIdSequence);

    /// <inheritdoc cref="WriteRequestId"/>
    public void WriteValue(Span<byte> utf8, in RequestDraw draw)
    {
        if (_isOfText) SeededUuid.Write(utf8, draw.Seed, IdempotencyKeySequence);
        else WriteRequestId(utf8, draw);
    }
}
