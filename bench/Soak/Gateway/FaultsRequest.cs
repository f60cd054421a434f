using System.Text.Json;
using System.Text.Json.Serialization;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>
/// The body of POST /admin/faults: the scenario's <c>gateway.faults</c>, or the few of them that have a flat name. What it leaves out is as it is
/// without faults.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultsRequest
{
    private const int MaxMs = 24 * 60 * 60 * 1_000;

    public double CutShare { get; init; }

    public int CutAfterTokens { get; init; } = new GatewayFaults().CutAfterTokens;

    public bool CutCleanly { get; init; }

    /// <summary>Counted from the call.</summary>
    public int StallAtMs { get; init; }

    public int StallForMs { get; init; }

    public double RejectShare { get; init; }

    public int RejectStatus { get; init; } = new GatewayFaults().RejectStatus;

    public int RejectRetryAfterMs { get; init; } = (int)new GatewayFaults().RejectRetryAfter.TotalMilliseconds;

    /// <summary>Counted from the call.</summary>
    public int RejectCount { get; init; }

    /// <param name="body">The request's, as it came.</param>
    /// <returns>The faults, or what is wrong with the body.</returns>
    public static (GatewayFaults? Faults, OpenAiError? Error) Read(ReadOnlySpan<byte> body)
    {
        FaultsRequest request;
        try
        {
            RequestReader reader = new(body);
            if (!reader.BeginObject()) return (null, reader.Error);

            if (HasParts(body)) return ReadParts(body);
            request = JsonSerializer.Deserialize<FaultsRequest>(body, JsonSerializerOptions.Web)!;
        }
        catch (JsonException exception)
        {
            return (null, OpenAiError.NotJson(exception.Message));
        }

        OpenAiError? error = request.Validate();
        return error is null ? (request.ToFaults(), null) : (null, error);
    }

    private static bool HasParts(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize<JsonElement>(body).EnumerateObject().Any(member => member.Value.ValueKind is JsonValueKind.Object || member.NameEquals("leak"));

    private static (GatewayFaults? Faults, OpenAiError? Error) ReadParts(ReadOnlySpan<byte> body)
    {
        (GatewayFaults? faults, IReadOnlyList<ScenarioProblem> problems) = ScenarioReader.ReadFaults(body, "body");
        return faults is null ? (null, OpenAiError.WrongSettings(problems)) : (faults, null);
    }

    private GatewayFaults ToFaults() => new()
    {
        CutShare = CutShare,
        CutAfterTokens = CutAfterTokens,
        CutCleanly = CutCleanly,
        StallAt = TimeSpan.FromMilliseconds(StallAtMs),
        StallFor = TimeSpan.FromMilliseconds(StallForMs),
        RejectShare = RejectShare,
        RejectStatus = RejectStatus,
        RejectRetryAfter = TimeSpan.FromMilliseconds(RejectRetryAfterMs),
        RejectCount = RejectCount,
    };

    private OpenAiError? Validate()
    {
        if (!(CutShare is >= 0 and <= 1)) return OpenAiError.WrongValue("cutShare", $"{CutShare}", "a share from 0 to 1");
        if (CutAfterTokens < 0) return OpenAiError.WrongValue("cutAfterTokens", $"{CutAfterTokens}", "0 tokens or more");
        if (StallAtMs is < 0 or > MaxMs) return OpenAiError.WrongValue("stallAtMs", $"{StallAtMs}", $"0 to {MaxMs} milliseconds");
        if (StallForMs is < 0 or > MaxMs) return OpenAiError.WrongValue("stallForMs", $"{StallForMs}", $"0 to {MaxMs} milliseconds");
        if (!(RejectShare is >= 0 and <= 1)) return OpenAiError.WrongValue("rejectShare", $"{RejectShare}", "a share from 0 to 1");
        if (RejectStatus is < 400 or > 599) return OpenAiError.WrongValue("rejectStatus", $"{RejectStatus}", "a status from 400 to 599");
        if (RejectRetryAfterMs is < 0 or > MaxMs) return OpenAiError.WrongValue("rejectRetryAfterMs", $"{RejectRetryAfterMs}", $"0 to {MaxMs} milliseconds");
        if (RejectCount < 0) return OpenAiError.WrongValue("rejectCount", $"{RejectCount}", "0 requests or more");
        return null;
    }
}
