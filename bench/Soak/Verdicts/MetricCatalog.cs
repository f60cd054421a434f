using System.Text.Json.Serialization.Metadata;
using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>
/// Every number of <c>run.json</c> that can be limited, by its path, and the short names of the usual ones. Found in the metadata by
/// which the file is written, so that a figure added there can be limited without a word here.
/// </summary>
internal sealed class MetricCatalog
{
    /// <summary>Numbers that say nothing of how the run went; the exit code comes from the thresholds.</summary>
    private static readonly string[] NoFigures = ["schemaVersion", "seed", "exitCode", "plannedRequests"];

    private readonly Dictionary<string, Metric> _metrics = new(StringComparer.Ordinal);
    private readonly List<(string Path, Func<object, IReadOnlyDictionary<string, long>?> Read)> _counts = [];
    private readonly List<NamedFigures> _named = [];
    private readonly HashSet<string> _wholes = [];

    private MetricCatalog(JsonTypeInfo type)
    {
        Walk(type, "", owner => owner);
        foreach (Metric metric in _metrics.Values.ToList())
        {
            if (ShortName(metric.Name) is { } name)
            {
                _metrics.TryAdd(name, metric with { Name = name });
            }
        }

        // Of every kind of answer, not of streams alone: a whole answer can be cut short or altered, too.
        foreach (string outcome in (string[])["truncated", "corrupt"])
        {
            if (FindCount($"requests.byOutcome.{outcome}") is { } count) _metrics.Add(outcome, count with { Name = outcome });
        }
    }

    /// <summary>Of a whole <see cref="RunResult"/>.</summary>
    public static MetricCatalog Run { get; } = new(ResultJson.Default.RunResult);

    /// <summary>Of one <see cref="GroupFigures"/>.</summary>
    public static MetricCatalog Group { get; } = new(TypeOf(typeof(GroupFigures)));

    /// <summary>All that have a fixed name.</summary>
    public IEnumerable<string> Names => _metrics.Keys;

    /// <returns>Null when there is none of that name.</returns>
    public Metric? Find(string name) => _metrics.GetValueOrDefault(name) ?? FindCount(name) ?? _named.Select(named => named.Find(name)).FirstOrDefault(metric => metric is not null);

    /// <summary>Whether it is a whole number: what did not occur is none of them.</summary>
    public bool IsCount(string name) => _wholes.Contains(name) || FindCount(name) is not null;

    public IReadOnlyList<string> Nearest(string name)
    {
        IEnumerable<string> counts = _counts
            .Where(counts => AllowsKeyOf(counts.Path, OutcomeNames.All[0]))
            .SelectMany(counts => OutcomeNames.All.Select(outcome => $"{counts.Path}.{outcome}"));
        return NearestName.Of(name, Names.Concat(counts), most: 3);
    }

    /// <summary>A status or an outcome; what did not occur is not in the file and is 0.</summary>
    private Metric? FindCount(string name)
    {
        foreach ((string path, Func<object, IReadOnlyDictionary<string, long>?> read) in _counts)
        {
            if (name.StartsWith($"{path}.", StringComparison.Ordinal) && AllowsKeyOf(path, name[(path.Length + 1)..]))
            {
                string key = name[(path.Length + 1)..];
                return new Metric(name, MetricKind.Number, owner => read(owner)?.GetValueOrDefault(key));
            }
        }

        return null;
    }

    private static bool AllowsKeyOf(string path, string key) => path.EndsWith("byOutcome", StringComparison.Ordinal)
        ? OutcomeNames.All.Contains(key)
        : key.Length == 3 && key[0] is >= '1' and <= '5' && key.All(char.IsAsciiDigit);

    private void Walk(JsonTypeInfo type, string prefix, Func<object, object?> read)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(property => property.Get is not null))
        {
            string path = prefix + property.Name;
            Type kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object? Get(object owner) => read(owner) is { } holder ? property.Get!(holder) : null;

            if (kind == typeof(double) || kind == typeof(long) || kind == typeof(int))
            {
                AddFigure(path, KindOf(type.Type, kind, path), Get);
                if (kind != typeof(double)) _wholes.Add(path);
            }
            else if (kind == typeof(IReadOnlyDictionary<string, long>))
            {
                _counts.Add((path, owner => (IReadOnlyDictionary<string, long>?)Get(owner)));
            }
            else if (NamedFigures.Of(path, kind, Get) is { } named)
            {
                _named.Add(named);
            }
            else if (ResultJson.Default.GetTypeInfo(kind) is { Kind: JsonTypeInfoKind.Object } inner)
            {
                Walk(inner, $"{path}.", Get);
            }
        }
    }

    private void AddFigure(string path, MetricKind kind, Func<object, object?> get)
    {
        if (!NoFigures.Contains(path))
        {
            _metrics.Add(path, new Metric(path, kind, owner => get(owner) is { } value ? ToDouble(value) : null));
        }
    }

    private static double ToDouble(object value) => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Of a latency the whole numbers are counts and the others are milliseconds.</summary>
    private static MetricKind KindOf(Type owner, Type value, string path) => path switch
    {
        _ when owner == typeof(LatencySummary) && value == typeof(double) => MetricKind.Latency,
        _ when owner == typeof(RateSummary) && value == typeof(double) => MetricKind.Rate,
        "requests.errorRate" or "requests.goodput" or "mix.asked" or "mix.actual" or "errorRate" or "rate" or "fairness" or "cache.hitRate" or "disturbances.share" or "tls.resumedShare" or "tls.cpuShare" => MetricKind.Share,
        "requests.ratePerSecond" or "streams.tokensPerSecond" or "ratePerSecond" or "sumPerSecond" => MetricKind.Rate,
        _ => MetricKind.Number,
    };

    private static string? ShortName(string path) => path switch
    {
        "requests.errorRate" or "errorRate" => "errors.rate",
        "requests.ratePerSecond" or "ratePerSecond" => "rate",
        "requests.notStarted" => "notStarted",
        "requests.goodput" => "goodput",
        "streams.tokensPerSecond" => "tokensPerSecond",
        _ when path.StartsWith("streams.tokensPerSecondPerStream.", StringComparison.Ordinal) => path["streams.".Length..],
        _ when path.StartsWith("latency.", StringComparison.Ordinal) => path["latency.".Length..],
        _ => null,
    };

    /// <summary>Of one entry of a dictionary that is keyed by names.</summary>
    public static MetricCatalog OfEntry(Type type) => new(TypeOf(type));

    private static JsonTypeInfo TypeOf(Type type) => ResultJson.Default.GetTypeInfo(type)
        ?? throw new InvalidOperationException($"{type.Name} is not part of run.json; put it back into RunResult or take its thresholds out.");
}
