using HotPath.Analysis.Results;
using HotPath.Analysis.Statistics;
using HotPath.Recording;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>
/// The requests of a run by model, tenant, endpoint, status, provider, route and cache. Each finished request is counted once in each dimension,
/// so that the values of each sum up to the whole. A dimension that can have but one value is not recorded: it is the whole.
/// </summary>
internal sealed class Slices
{
    public const string Hit = "hit";
    public const string Miss = "miss";
    public const string Bypass = "bypass";

    /// <summary>Of the route: another provider than the one chosen first.</summary>
    public const string Fallback = "fallback";

    private readonly SliceNames _names;
    private readonly SliceDimension? _model;
    private readonly SliceDimension? _tenant;
    private readonly SliceDimension? _endpoint;
    private readonly long[] _rightByTenant; // of all tenants, also of those that are not kept apart
    private readonly SliceDimension _status;
    private readonly SliceDimension _provider;
    private readonly SliceDimension _route;
    private readonly SliceDimension _cache;
    private readonly HistogramSnapshot _scratch = new(); // as those below: read each second, and too large to be made each time
    private readonly HistogramSnapshot _hits = new();
    private readonly HistogramSnapshot _misses = new();
    private readonly HistogramSnapshot _bypassed = new();

    /// <param name="ofCountsAlone">No latencies: for a phase of which no figures are made.</param>
    public Slices(SliceNames names, bool ofCountsAlone = false)
    {
        _names = names;
        _model = names.Models.Count > 1 ? Dimension(names.Models) : null;
        _tenant = names.Tenants.Count > 0 ? Dimension(names.Tenants.Select(tenant => tenant.Name)) : null;
        _rightByTenant = new long[names.Tenants.Count];
        _endpoint = names.Endpoints.Count > 1 ? Dimension(names.Endpoints) : null;
        _status = Dimension([]);
        _provider = Dimension([]);
        _route = Dimension([Fallback]);
        _cache = Dimension([Hit, Miss, Bypass], ignoresCase: true);

        SliceDimension Dimension(IEnumerable<string> known, bool ignoresCase = false) => new(known, ignoresCase, ofCountsAlone);
    }

    /// <summary>The place of an answer's status code; 0: there was no answer.</summary>
    public int PlaceOfStatus(int status)
    {
        Span<byte> text = stackalloc byte[8];
        return _status.PlaceOf(status > 0 && status.TryFormat(text, out int length) ? text[..length] : default);
    }

    /// <param name="header">The value of the answer's header; empty without one.</param>
    public int PlaceOfProvider(ReadOnlySpan<byte> header) => _provider.PlaceOf(header);

    /// <param name="header">The value of the answer's header; empty without one.</param>
    public int PlaceOfRoute(ReadOnlySpan<byte> header) => _route.PlaceOf(header);

    /// <param name="header">The value of the answer's header; empty without one.</param>
    public int PlaceOfCache(ReadOnlySpan<byte> header) => _cache.PlaceOf(header);

    public void Record(in SlicePlaces places, in FinishedRequest request)
    {
        _model?[SliceDimension.PlaceOfKnown(places.Model)].Record(request);
        if (_tenant is not null)
        {
            _tenant[SliceDimension.PlaceOfKnown(places.Tenant)].Record(request);
            if (request.IsRight) Interlocked.Increment(ref _rightByTenant[places.Tenant]);
        }

        _endpoint?[SliceDimension.PlaceOfKnown(places.Endpoint)].Record(request);
        _status[places.Status].Record(request);
        _provider[places.Provider].Record(request);
        _route[places.Route].Record(request);
        _cache[places.Cache].Record(request);
    }

    /// <summary>One reader at a time, as those below.</summary>
    public SliceSet Figures(TimeSpan measured)
    {
        return new SliceSet
        {
            Model = _model?.Figures(measured, _scratch) ?? Whole(_names.Models),
            Tenant = _tenant?.Figures(measured, _scratch),
            Provider = _provider.Figures(measured, _scratch),
            Route = _route.Figures(measured, _scratch),
            Cache = _cache.Figures(measured, _scratch),
            Endpoint = _endpoint?.Figures(measured, _scratch) ?? Whole(_names.Endpoints),
            Status = _status.Figures(measured, _scratch),
            Transport = Whole([_names.Transport]),
        };

        Dictionary<string, SliceFigures>? Whole(IReadOnlyList<string> names) => names.Count == 0
            ? null
            : new() { [names[0]] = SliceRecorder.FiguresOf(_status.All, measured, _scratch) };
    }

    /// <summary>Jain's index over the tenants' right answers, each against its weight; null without tenants.</summary>
    public double? Fairness() => _tenant is null
        ? null
        : JainsIndex.Of([.. _names.Tenants.Select((tenant, i) => (double)Volatile.Read(ref _rightByTenant[i]) / tenant.Weight)]);

    /// <summary>Requests whose answer said so in X-Cache; from any thread, as those below.</summary>
    public long CountOfCache(string value) => _cache.CountOf(value);

    /// <summary>Requests whose answer named this provider; of more providers than are kept apart it may be too few, see <see cref="UnnamedProviders"/>.</summary>
    public long CountOfProvider(string name) => _provider.CountOf(name);

    /// <summary>Requests whose answer named a provider that is not kept apart.</summary>
    public long UnnamedProviders => _provider[SliceDimension.Other].Requests;

    /// <summary>Requests whose answer said so in X-Route-Decision.</summary>
    public long CountOfRoute(string decision) => _route.CountOf(decision);

    /// <returns>Null where no answer spoke of a cache. One reader at a time.</returns>
    public CacheFigures? Cache()
    {
        (long hits, long misses, long bypass) = (CountOfCache(Hit), CountOfCache(Miss), CountOfCache(Bypass));
        if (hits + misses + bypass == 0) return null;

        CopyServiceTo(_hits, Hit);
        CopyServiceTo(_misses, Miss);
        CopyServiceTo(_bypassed, Bypass);
        return new CacheFigures
        {
            Hits = hits,
            Misses = misses,
            Bypass = bypass,
            HitRate = hits + misses > 0 ? (double)hits / (hits + misses) : null,
            HitVsMissMs = Differences.Between(_hits, _misses, 50),
            HitVsMissP95Ms = Differences.Between(_hits, _misses, 95),
            MissVsBypassMs = Differences.Between(_misses, _bypassed, 50),
        };
    }


    private void CopyServiceTo(HistogramSnapshot histogram, string value)
    {
        histogram.Clear();
        _cache.Find(value)!.AddE2eServiceTo(histogram);
    }
}
