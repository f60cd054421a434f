using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Cache;

/// <summary>Requests that bear an Idempotency-Key: one answer for each key of a tenant. A request that failed leaves its key free. From any thread.</summary>
internal sealed class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>Kept at once: some 20 MB.</summary>
    private const int MostKeys = 100_000;

    /// <summary>Longer ones are refused: they are kept.</summary>
    private const int MostKeyLength = 255;

    private readonly AnswerStore? _store;
    private long _replayed;

    /// <param name="settings">Null: the key means nothing.</param>
    public IdempotencyKeys(IdempotencySettings? settings)
    {
        if (settings is not null) _store = new AnswerStore(MostKeys, settings.TimeToLive);
    }

    public bool IsOn => _store is not null;

    public long Replayed => Volatile.Read(ref _replayed);

    /// <returns>Nothing at all where the request bears no key.</returns>
    public async ValueTask<FoundAnswer> FindAsync(RequestFingerprint? request, string tenant, HttpContext context, TokenWheel wheel)
    {
        string? key = context.Request.Headers[Header];
        if (_store is null || request is null || string.IsNullOrEmpty(key)) return default;
        if (key.Length > MostKeyLength) return new FoundAnswer { Refusal = OpenAiError.WrongValue(Header, $"{key.Length} characters long", $"at most {MostKeyLength} characters") };

        FoundAnswer found = await AnswerWait.FindAsync(_store, new AnswerKey(tenant, null, key), request, joins: true, context, wheel);
        bool isOther = (found.Answer?.Request ?? found.Flight?.Request) is { } known && known != request;
        return isOther ? new FoundAnswer { Refusal = OtherRequest(key) } : found;
    }

    public void WriteReplayed(IHeaderDictionary headers)
    {
        Interlocked.Increment(ref _replayed);
        headers[ReplayedHeader] = "true";
    }

    private static OpenAiError OtherRequest(string key) => new(
        StatusCodes.Status422UnprocessableEntity,
        $"The {Header} {Quoted.Text(key)} came before with another body. Send a new key with a new request.",
        Code: "idempotency_key_reused");
}
