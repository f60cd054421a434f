using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts.Gateway;

/// <summary><c>gateway.cache</c> and <c>gateway.idempotency</c>: which answers are given again.</summary>
internal static class CachePart
{
    private const int MostEntries = 1_000_000;

    private static readonly CacheSettings Otherwise = new();

    public static ObjectShape Shape { get; } = new("Answers that are given again: the same id, the same text, at once. Left out: none is.", Members());

    /// <summary>What <c>/admin/cache</c> takes.</summary>
    public static ObjectShape OrderShape { get; } = new(
        "What shall become of the cache; what is left out stays as it is.",
        [
            new("clear", new FlagShape("Forget every answer.")),
            new("enabled", new FlagShape("Whether there is a cache.")),
            .. Members(),
        ]);

    public static ObjectShape IdempotencyShape { get; } = new(
        "Requests with the same Idempotency-Key get one and the same answer. Left out: the key means nothing.",
        [new("ttl", Terms.Duration("How long an answer is given again, from its end.", IdempotencySettings.Usual.TimeToLive))]);

    public static CacheSettings? Settings(CheckedObject gateway) => gateway.Has("cache") ? Merge(gateway.Object("cache"), Otherwise) : null;

    public static IdempotencySettings? Idempotency(CheckedObject gateway) => gateway.Has("idempotency")
        ? new IdempotencySettings(gateway.Object("idempotency").Duration("ttl") ?? IdempotencySettings.Usual.TimeToLive)
        : null;

    /// <param name="inForce">Null: there is no cache.</param>
    public static CacheOrder Order(CheckedObject order, CacheSettings? inForce)
    {
        bool says = Members().Any(member => order.Has(member.Name));
        bool isEnabled = order.Flag("enabled", says || inForce is not null);
        return new CacheOrder(order.Flag("clear", false), isEnabled ? Merge(order, inForce ?? Otherwise) : null);
    }

    private static CacheSettings Merge(CheckedObject cache, CacheSettings otherwise) => new()
    {
        TimeToLive = cache.Duration("ttl") ?? otherwise.TimeToLive,
        Entries = cache.Whole("entries") ?? otherwise.Entries,
        PerTenant = cache.Flag("perTenant", otherwise.PerTenant),
        Coalesce = cache.Flag("coalesce", otherwise.Coalesce),
    };

    private static IReadOnlyList<Member> Members() =>
    [
        new("ttl", Terms.Duration("How long an answer is good for, from its end.", Otherwise.TimeToLive)),
        new("entries", new NumberShape("Answers kept at most: beyond them that goes which was asked for longest ago.", 1, MostEntries)
        {
            IsWhole = true,
            Unit = " answers",
            Default = Otherwise.Entries,
        }),
        new("perTenant", new FlagShape("Whether a tenant gets only answers that its own requests were given.") { Default = Otherwise.PerTenant }),
        new("coalesce", new FlagShape("Whether requests for an answer that is being made wait for it, and are no call of their own.") { Default = Otherwise.Coalesce }),
    ];
}
